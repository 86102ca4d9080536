/**
 * Stands in for xmlbuilder2, which vtk.js's XML readers import and which dies in a page because it extends Node's
 * events. Durbeen reads no XML through vtk.js: whoever calls this has taken a wrong turn, and hears it.
 */
function refuse(): never {
  throw new Error('XML is not read in the page.');
}

export { refuse as builder, refuse as convert, refuse as create, refuse as fragment };
