package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// Decode decodes the body of a message of any type. The body of a shared
// message must have been resolved to the real one. A type that the
// specification does not have gives an *Unknown.
func Decode(t MessageType, r *codec.Reader) (Message, error) {
	switch t {
	case TypeNil:
		return &Nil{Size: len(r.Rest())}, r.Err()
	case TypeDataspace:
		return DecodeDataspace(r)
	case TypeLinkInfo:
		return DecodeLinkInfo(r)
	case TypeDatatype:
		return DecodeDatatype(r)
	case TypeFillValueOld:
		return DecodeFillValueOld(r)
	case TypeFillValue:
		return DecodeFillValue(r)
	case TypeLink:
		return DecodeLink(r)
	case TypeExternalFiles:
		return DecodeExternalFiles(r)
	case TypeLayout:
		return DecodeLayout(r)
	case TypeBogus:
		return DecodeBogus(r)
	case TypeGroupInfo:
		return DecodeGroupInfo(r)
	case TypePipeline:
		return DecodePipeline(r)
	case TypeAttribute:
		return DecodeAttribute(r)
	case TypeComment:
		return DecodeComment(r)
	case TypeMTimeOld:
		return DecodeMTimeOld(r)
	case TypeSharedTable:
		return DecodeSharedTable(r)
	case TypeContinuation:
		return DecodeContinuation(r)
	case TypeSymbolTable:
		return DecodeSymbolTable(r)
	case TypeMTime:
		return DecodeMTime(r)
	case TypeBTreeK:
		return DecodeBTreeK(r)
	case TypeDriverInfo:
		return DecodeDriverInfo(r)
	case TypeAttributeInfo:
		return DecodeAttributeInfo(r)
	case TypeRefCount:
		return DecodeRefCount(r)
	case TypeFileSpaceInfo:
		return DecodeFileSpaceInfo(r)
	case TypeCacheImage:
		return DecodeCacheImage(r)
	}
	return &Unknown{Number: t, Body: r.Rest()}, r.Err()
}
