import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Following } from '../../../session/following.ts';
import { useKeyOf, withKey } from '../../../session/useCommands.ts';
import { Icon } from '../../../ui/Icon.tsx';

/**
 * Whether this box goes with the active one, and if not, why and by which key it would. Of boxes of one study that go
 * together the chain says enough.
 */
export function FollowSign({ following, isOtherStudy }: { following: Following; isOtherStudy: boolean }) {
  const { t } = useTranslation();
  const [scroll, link, align] = [
    useKeyOf('together.scrollTogether'),
    useKeyOf('together.linkHere'),
    useKeyOf('together.alignByImages'),
  ];
  const words = followingWords(following, { scroll, link, align }, t);
  const follows = following === 'follows';
  return (
    <span data-following={following}>
      <Icon name={follows ? 'chain' : 'chainOff'} {...(follows && !isOtherStudy && { label: words })} />
      {(!follows || isOtherStudy) && ` ${words}`}
    </span>
  );
}

/** In the active box: the others would go with it. */
export function OffSign({ isAligned }: { isAligned: boolean }) {
  const { t } = useTranslation();
  const key = useKeyOf('together.scrollTogether');
  return (
    <span data-following="off">
      <Icon name="chainOff" /> {withKey(t(`together.following.${isAligned ? 'alignedOff' : 'isOff'}`), key)}
    </span>
  );
}

type Keys = Readonly<Record<'scroll' | 'link' | 'align', string | undefined>>;

function followingWords(following: Following, keys: Keys, t: TFunction): string {
  const words = t(`together.following.${following}`);
  if (following === 'off' || following === 'alignedOff') return withKey(words, keys.scroll);
  if (following !== 'apart') return words;
  const ways = [
    withKey(t('together.following.linkHere'), keys.link),
    withKey(t('together.following.align'), keys.align),
  ];
  return `${words} · ${ways.join(' · ')}`;
}
