import { expect, test } from 'vitest';
import { facetsOfLine, readHeaderLine, writtenValue } from '#tests/fixtures/seriesHeaders.ts';

/** Names that the rules got right once, with what they are: modality | name | protocol | facts | truth. */
const names = String.raw`
MR | t2_tse_tra_512 | | | weighting=T2; plane=AX
MR | t1_mprage_sag_p2_iso | | | weighting=T1; plane=SAG; is3D=true
MR | ep2d_diff_3scan_trace_p2_ADC | | | weighting=ADC
MR | ep2d_diff_3scan_trace_p2 | | | weighting=DWI
MR | Apparent Diffusion Coefficient (mm2/s) | | | weighting=ADC
MR | dADC Map | | | weighting=ADC
MR | eADC | | | weighting=ADC
MR | anything | | type=DERIVED\PRIMARY\DIFFUSION\ADC | weighting=ADC
MR | anything | | type=DERIVED\PRIMARY\DIFFUSION\FA | weighting=DTI
MR | DTI 32 dir | | type=ORIGINAL\PRIMARY\DIFFUSION\NONE\FA | weighting=DWI
MR | mIP_Images(SW) | | | weighting=SWI; mip=true
MR | SWI_Images | | | weighting=SWI; mip=false
MR | AX SWAN | | | weighting=SWI; plane=AX
MR | VEN BOLD | | | weighting=SWI; contrast=unknown
MR | AX T2* GRE | | | weighting=T2*; plane=AX
MR | AX GRE T2 | | | weighting=T2*; plane=AX
MR | T2 STAR AX | | | weighting=T2*
MR | T2_FFE_AX | | | weighting=T2*
MR | t2_fl2d_tra_hemo | | | weighting=T2*
MR | TOF_3D_multi-slab_MIP | | | weighting=MRA; mip=true; contrast=unknown
MR | 3D INFLOW HR | | | weighting=MRA; is3D=true
MR | MRV 2D | | | weighting=MRA; contrast=unknown
MR | AX 3D BRAVO +C | | | weighting=T1; contrast=post; plane=AX
MR | t1_tse_dark-fluid_tra | | | weighting=T1; plane=AX
MR | t2_tirm_tra_dark-fluid | | | weighting=FLAIR; plane=AX
MR | T2W_FLAIR SENSE | | | weighting=FLAIR
MR | AXT2FLAIR | | | weighting=FLAIR; plane=AX
MR | STIR_longTE SENSE | | | weighting=STIR; fatSat=true
MR | COR TIRM | | | weighting=STIR; fatSat=true; plane=COR
MR | PDW_SPAIR COR | | | weighting=PD; fatSat=true; plane=COR
MR | SAG PDFS | | | weighting=PD; fatSat=true; plane=SAG
MR | T2FS AX | | | weighting=T2; fatSat=true
MR | AX T2 | | | weighting=T2; fatSat=false
MR | 3-pl T2* FGRE S | | type=ORIGINAL\PRIMARY\LOCALIZER | kind=localizer
MR | AAHead_Scout_64ch | | | kind=localizer
MR | 3-PLANE LOC | | | kind=localizer
MR | Survey | | | kind=localizer
MR | LOC REGION T1 | | | kind=image; weighting=T1
MR | PhoenixZIPReport | | | kind=capture
MR | ASSET CAL | | | kind=calibration
MR | gre_field_mapping | | | kind=calibration
MR | MRCP_3D_SPACE_RT | | | weighting=MRCP
MR | HASTE THICK SLAB | | | weighting=MRCP
MR | THRIVE pre | | | weighting=T1; contrast=pre
MR | eTHRIVE HBP 20 min | | | weighting=T1; contrast=post; phase=hepatobiliary
MR | vibe_fs_tra_venous | | | weighting=T1; contrast=post; phase=portal; fatSat=true
MR | t1_vibe_fs_tra_post 3 min | | | weighting=T1; contrast=post
MR | ep2d_perf_TTP | | | weighting=PERF
MR | relCBF | | | weighting=PERF
MR | DCE dynamic | | | weighting=PERF
MR | DWI_b50_400_800 | | | weighting=DWI; bValue=800
MR | b=1400 calc | | | weighting=DWI; bValue=1400
MR | series | | b=1000 | weighting=DWI; bValue=1000
MR | in_phase out_phase dixon | | | weighting=T1
MR | T2 DIXON in phase | | | weighting=T2
MR | HASTE cor | | | weighting=T2; plane=COR
MR | CISS 3D | | | weighting=T2; is3D=true
MR | | | seq=SE; te=100; tr=5000 | weighting=T2
MR | | | seq=SE; te=12; tr=600 | weighting=T1
MR | | | seq=IR; te=90; tr=9000; ti=2500 | weighting=FLAIR
MR | | | seq=IR; te=40; tr=4000; ti=160 | weighting=STIR; fatSat=true
MR | | | seq=SE; te=30; tr=3000 | weighting=PD
MR | | | seq=GR; te=3; tr=7; fa=12 | weighting=T1
MR | | | | weighting=unknown; fatSat=unknown; contrast=unknown; plane=unknown
CT | Topogram 0.6 T20f | | | kind=localizer
CT | SCOUT | | | kind=localizer
CT | SmartPrep Series | | | kind=bolus
CT | PreMonitoring | | | kind=bolus
CT | TEST BOLUS | | | kind=bolus
CT | Patient Protocol | | | kind=dose
CT | Dose Report | | sop=1.2.840.10008.5.1.4.1.1.7 | kind=dose
CT | SCREEN SAVE | | | kind=capture
CT | SnapShot Freeze 0.6 | | | kind=image
CT | Thorax 5.0 B31f | | k=B31f | kernel=soft; plane=unknown
CT | HRCT 1.0 B70f | | k=B70f | kernel=sharp; window=lung
CT | Head | | k=I70f\3 | kernel=sharp
CT | Head 4.0 H31s | | k=H31s | kernel=soft
CT | BONE PLUS | | k=BONEPLUS | kernel=sharp; window=bone
CT | Abdomen | | k=YA | kernel=sharp
CT | Abdomen | | k=C | kernel=soft
CT | Sharp | | | kernel=sharp
CT | Chest | | k=FC52 | kernel=sharp; window=lung
CT | Delayed 5 min | | | contrast=post; phase=delayed
CT | CTPA 1mm | | | contrast=post; phase=pulmonary
CT | PULM ANGIO | | | contrast=post; phase=pulmonary
CT | NCCT HEAD | | | contrast=pre; phase=unknown
CT | CHEST W/O CONTRAST | | | contrast=pre
CT | C+ Chest | | | contrast=post
CT | C- Chest | | | contrast=pre
CT | Chest | | | contrast=unknown
CT | Chest | | agent=Omnipaque | contrast=post
CT | Chest | | agent=NONE | contrast=unknown
MR | T1 tra o.KM | | | contrast=pre
MR | T1 v.KM | | | contrast=pre
MR | T1 o KM | | | contrast=pre
MR | T1 oKM | | | contrast=pre
MR | T1 Ø KM | | | contrast=pre
MR | T1 o. i.v. KM | | | contrast=pre
MR | T1 vor KM | | | contrast=pre
MR | T1 minus contrast | | | contrast=pre
MR | T1 MIN KM | | | contrast=pre
MR | T1 fl3d dyn o.KM | | | contrast=pre
MR | T1 IV- | | | contrast=pre
MR | T1 KM- | | | contrast=pre
MR | T1 s/c | | | contrast=pre
MR | T1 SE NO GD | | | contrast=pre
MR | T1 PRE FS AX | | | contrast=pre
MR | T1 W/O AX | | | contrast=pre
CT | ABD CONTRAST NOT GIVEN | | | contrast=pre
CT | CONTRAST REFUSED | | | contrast=pre
CT | NO CONTRAST GIVEN | | | contrast=pre
CT | sans produit de contraste | | | contrast=pre
CT | sin medio de contraste | | | contrast=pre
CT | без KM | | | contrast=pre
CT | ohne i.v. KM | | | contrast=pre
CT | SIN CONTRASTE CON RECONSTRUCCION | | | contrast=pre
CT | Abd nativ | | | contrast=pre
MR | T1 tra m.KM | | | contrast=post
MR | T1 n.KM | | | contrast=post
MR | T1 mKM | | | contrast=post
MR | T1 + | | | contrast=post
MR | T1 (+) | | | contrast=post
MR | AX T1 POST FS | | | contrast=post
MR | T1 POST AX | | | contrast=post
MR | POST T1 SAG | | | contrast=post
MR | T1 W/ C | | | contrast=post
MR | T1 c/c | | | contrast=post
MR | T1 5 min KM | | | contrast=post
MR | T1 W/O FS POST GD | | | contrast=post
CT | HEAD POST | | | contrast=post
CT | ABD POST 5.0 | | | contrast=post
CT | POST IV CONTRAST | | | contrast=post
CT | ABD POST C | | | contrast=post
CT | Angio injecté | | | contrast=post
CT | CHEST W CONTRAST | | | contrast=post
CT | CTA NON GATED | | | contrast=post
CT | HEAD POST FOSSA 2.5 | | | contrast=unknown
CT | Fossa post. | | | contrast=unknown
CT | POST SURG | | | contrast=unknown
CT | POST SURGERY | | | contrast=unknown
CT | POST TX | | | contrast=unknown
CT | HEAD POST TX 5MM | | | contrast=unknown
CT | POST LIVER TX | | | contrast=unknown
CT | POST BIOPSY | | | contrast=unknown
CT | POST COILING | | | contrast=unknown
CT | POST EVD | | | contrast=unknown
CT | POST IV TPA | | | contrast=unknown
CT | POST TPA | | | contrast=unknown
CT | POST CRANI | | | contrast=unknown
CT | POST FUSION | | | contrast=unknown
CT | POST C5 FUSION | | | contrast=unknown
CT | POST L4 FUSION | | | contrast=unknown
CT | POST SHUNT | | | contrast=unknown
CT | POST 6 WEEKS | | | contrast=unknown
CT | POST CATH | | | contrast=unknown
CT | AX C-SPINE W C COLLAR | | | contrast=unknown
CT | HEAD + C-SPINE | | | contrast=unknown
CT | C+T SPINE | | | contrast=unknown
CT | HIP INJECTION | | | contrast=unknown
CT | PRE TAVI PLANNING | | | contrast=unknown
CT | W/O BRACE | | | contrast=unknown
CT | OHNE MAR | | | contrast=unknown
CT | NATIVE KIDNEY | | | contrast=unknown
CT | ABD W/WO | | | contrast=unknown
CT | ABD W/WO CONTRAST | | | contrast=unknown
CT | ABD WO/W | | | contrast=unknown
CT | W AND WO CONTRAST | | | contrast=unknown
CT | CON Y SIN CONTRASTE | | | contrast=unknown
CT | mit und ohne KM | | | contrast=unknown
CT | m/o KM | | | contrast=unknown
CT | vor und nach KM | | | contrast=unknown
CT | KM Allergie | | | contrast=unknown
CT | CONTRAST ALLERGY | | | contrast=unknown
CT | Bone+ | | | contrast=unknown
CT | WITHOUT ORAL CONTRAST | | | contrast=unknown
MR | T1 AX POST FOSSA | | | contrast=unknown
MR | POST ACL RECON | | | contrast=unknown
MR | POST LEFT KNEE | | | contrast=unknown
MR | SAG T1 W C-SPINE | | | contrast=unknown
MR | T1-W C-SPINE | | | contrast=unknown
MR | T1W C SPINE SAG | | | contrast=unknown
MR | 3D ARTERIAL SPIN LABELING | | | contrast=unknown
MR | ASL 3D ART | | | contrast=unknown
MR | CE-FAST T2 | | | contrast=unknown
MR | PHASE CONTRAST AORTA FLOW | | | contrast=unknown
MR | T1 +/- | | | contrast=unknown
MR | T1 pre/post | | | contrast=unknown
CT | with oral contrast | | | contrast=unknown
CT | Abd | | agent=Barium; route=ORAL | contrast=unknown
CT | PRE AND POST | | | contrast=unknown
CT | ART+PV | | | contrast=post; phase=unknown
CT | Portal venous 70s | | | contrast=post; phase=portal
CT | Abdomen CE | | type=DERIVED\SECONDARY\REFORMATTED | mpr=true; derived=true; secondary=true; contrast=post
PT | WB NAC | | | ac=false
PT | PET WB Uncorrected | | | ac=false
PT | WB | | corr=ATTN\DECY | ac=true
DX | W033 Thorax | | pos=PA | view=PA
DX | Chest | | pos=LL | view=LAT
DX | CXR portable | | | view=AP; laterality=unknown
DX | Knee AP RT | | | view=AP; laterality=R
DX | Hand d.p. | | body=HAND | laterality=unknown
DX | Fuss d.p. | | body=FOOT | laterality=unknown
DX | Hand D-P | | body=HAND | laterality=unknown
DX | HAND D P | | | laterality=unknown
DX | Hand D/V | | | laterality=unknown
DX | DX KNEE AP | | | laterality=unknown
DX | KNEE AP RT STANDING | | | laterality=R
DX | CHEST AP RT UPRIGHT | | | laterality=unknown
DX | DX FOOT | | | laterality=unknown
DX | HIP R/O FX | | | laterality=unknown
DX | HIP R O FX | | | laterality=unknown
DX | KNEE RE-EXAM | | | laterality=unknown
DX | KNEE RE EXAM | | | laterality=unknown
DX | RE: KNEE | | | laterality=unknown
DX | KNEE 2 D | | | laterality=unknown
DX | Finger D 2 | | | laterality=unknown
DX | Thumb D1 | | | laterality=unknown
DX | TOE D 1 | | | laterality=unknown
DX | LEG L 3 | | | laterality=unknown
DX | L.W.BEARING KNEE | | | laterality=unknown
DX | FOOT L.W.B. | | | laterality=unknown
DX | HAND L.P.O. | | | laterality=unknown
DX | Femur L. spine | | | laterality=unknown
DX | POST RT HIP | | | laterality=unknown
DX | FEMUR RT PLANNING | | | laterality=unknown
DX | SHOULDER L LATERAL DECUB | | | laterality=unknown
DX | LEFT KNEE (RT LEG UP) | | | laterality=unknown
DX | RIBS L/R | | | laterality=unknown
DX | KNEE DX PAIN | | | laterality=unknown
DX | RIGHT KNEE AP | | study=XR LEFT KNEE | laterality=unknown
DX | Hand links d.p. | | | laterality=L
DX | L HIP R/O FX | | | laterality=L
DX | R.SHOULDER AP | | | laterality=R
DX | KNEE-L | | | laterality=L
DX | KNEE (R) 3 VIEWS | | | laterality=R
DX | KNEE R 3 VIEWS | | | laterality=R
DX | Hüfte li | | | laterality=L
DX | Knie re. | | | laterality=R
DX | Knie re ap | | | laterality=R
DX | re Knie | | | laterality=R
DX | GINOCCHIO DX | | | laterality=R
DX | SPALLA SX AP | | | laterality=L
DX | Main G face | | | laterality=L
DX | Main D face | | | laterality=R
DX | RODILLA D | | | laterality=R
DX | SOL DIZ AP | | | laterality=L
DX | SAĞ DIZ | | | laterality=R
DX | FINGER DIG D 3 L | | | laterality=L
DX | RIBS RT ANT | | | laterality=R
DX | KNEE AP RE | | | laterality=R
DX | DX KNEE AP LT | | | laterality=L
MR | PD FS AX | | study=MRI KNEE R/O TEAR | laterality=unknown
MR | PD FS AX | | study=MRI LT KNEE R/O TEAR | laterality=L
MR | 3-D VIBE | | study=MRI LEFT KNEE | laterality=L
MR | T1 3-D | | study=MR KNEE | laterality=unknown
MR | AX T1 | | study=MRI L-SPINE AND HIP | laterality=unknown
MR | AX T1 | | study=MRI L SPINE, HIPS | laterality=unknown
MR | DWI L-R | | study=MR KNEE LEFT | laterality=L
MR | T2 R>L | | study=MR KNEE LEFT | laterality=L
MR | PD FS D | | study=MR GENOU G | laterality=unknown
MR | PD FS G | | study=MR GENOU G | laterality=L
MR | PD SAG | | study=MR KNEE | laterality=unknown
CT | BONE | | study=CT HIP D/T FALL | laterality=unknown
CT | BONE | | study=CT LEFT HIP D/T FALL | laterality=L
CT | BONE 2.0 R | | study=CT HIP LEFT | laterality=unknown
CT | Knie 1.0 Br60 L | | study=CT Knie rechts | laterality=unknown
MG | MLO L | | | laterality=L
MG | L CC ID | | | laterality=L
MG | LM | | | laterality=unknown
MG | LM R | | | laterality=R
MG | L ML | | | laterality=L
MG | LEFT R | | | laterality=unknown
DX | LEFT LATERAL CHEST | | | view=LAT; laterality=unknown
DX | BONE SURVEY | | | kind=image
DX | any | | code=399348003 | view=AP
MG | LMLO | | | view=MLO; laterality=L
MG | R MLO Tomo | | | view=MLO; laterality=R; tomo=true
MG | LCC | | intent=FOR PROCESSING | view=CC; laterality=L; forProcessing=true
MR | Ax T2 FLAIR | | | weighting=FLAIR
MR | 3D TOF MRA | | | weighting=MRA
MR | pd_tse_fs_sag | | | weighting=PD; fatSat=true
MR | T2 AX | | opt=FS | weighting=T2; fatSat=true
MR | Serie 4 | | | weighting=unknown
CT | B31f | | k=Bl57d\3 | kernel=sharp; window=lung
CT | Femur | | k=B70s | kernel=sharp; window=unknown
CT | Head | | k=H60s | kernel=sharp; window=bone
CT | Lung | | k=STANDARD | kernel=soft
CT | Location check | | | kind=image
CT | t1_vibe_mip | | type=ORIGINAL\PRIMARY\M | mip=false
CT | Cor MIP | | type=DERIVED\SECONDARY\MIP | mip=true; kind=image
CR | KNEE LT LAT | | | view=LAT; laterality=L
MG | R-CC | | | view=CC; laterality=R
SR | X-Ray Radiation Dose Report | | | kind=dose
SR | Report | | | kind=report
KO | | | | kind=keyobject
PR | | | | kind=presentation
SEG | | | | kind=segmentation`;

const lines = names.split('\n').filter((line) => line !== '');

test('there are at least as many names as the design lists', () => {
  expect(lines.length).toBeGreaterThanOrEqual(99);
});

test.each(lines)('%s', (line) => {
  const header = readHeaderLine(line);
  const facets = facetsOfLine(header);
  const found = Object.fromEntries(Object.keys(header.truth).map((name) => [name, writtenValue(facets, name)]));
  expect(found).toEqual(header.truth);
});
