"""The machine-readable mark that a picture was made with synthetic parts.

IPTC's *digital source type* says so: in files as XMP, where libav writes no XMP as a tag of the
container. See docs/disclosure.md.
"""

from __future__ import annotations

import struct
import uuid
import zlib

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"
"""IPTC NewsCodes: a composite of several elements, at least one of which is synthetic."""
SENTENCE = f"The face in it is synthetic. Digital source type: {SOURCE_TYPE}"

# XMP specification, part 1 (ISO 16684-1), and the IPTC Photo Metadata Standard's namespace.
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    f'Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"/>'
    "</rdf:RDF></x:xmpmeta>\n"
    '<?xpacket end="w"?>'
)

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER_END = 33
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MP4_XMP = uuid.UUID("be7acfcb-97a9-42e8-9c71-999491e3afac")
"""All three are from part 3 of the XMP specification, "Storage in files"."""

_TAGS = {
    # "comment" is read by every player; the XMP box comes when the file is complete.
    "mp4": {"comment": SENTENCE},
    "mov": {"comment": SENTENCE, "xmp": XMP},
    "matroska": {"DIGITAL_SOURCE_TYPE": SOURCE_TYPE, "COMMENT": SENTENCE},
    # The service description (ETSI EN 300 468, 6.2.33) has two texts of 252 bytes together.
    "mpegts": {"service_name": "Understudy", "service_provider": SOURCE_TYPE},
    "flv": {"digitalSourceType": SOURCE_TYPE, "comment": SENTENCE},
}


def container_tags(container: str) -> dict[str, str]:
    """What a file or stream says of itself in its own tags, by libav's names.

    Args:
        container: libav's name: ``mp4``, ``mov``, ``matroska``, ``mpegts`` or ``flv``.
    """
    return dict(_TAGS[container])


def mp4_box() -> bytes:
    """The box with the XMP for the top level of an MP4."""
    payload = _MP4_XMP.bytes + XMP.encode()
    return struct.pack(">I4s", 8 + len(payload), b"uuid") + payload


def mark_png(data: bytes) -> bytes:
    """A PNG file's bytes with the mark, as an ``iTXt`` chunk behind the header.

    Raises:
        ValueError: It is no PNG.
    """
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        raise ValueError("these bytes are no PNG")
    body = b"iTXt" + b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:_PNG_HEADER_END] + chunk + data[_PNG_HEADER_END:]


def mark_jpeg(data: bytes) -> bytes:
    """A JPEG file's bytes with the mark, as an ``APP1`` segment behind the JFIF header.

    Raises:
        ValueError: It is no JPEG.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError("these bytes are no JPEG")
    at = 2
    if data[2:4] == b"\xff\xe0":
        at += 2 + struct.unpack(">H", data[4:6])[0]
    body = _JPEG_XMP + XMP.encode()
    return data[:at] + b"\xff\xe1" + struct.pack(">H", 2 + len(body)) + body + data[at:]
