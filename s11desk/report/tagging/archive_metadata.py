"""Adds the parts of a file that an archive requires: metadata, a colour profile, and the data as an attachment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDate, PDFDictionary, PDFName, PDFString

from s11desk.report.tagging.pdf_streams import RawObject, Stream

_PROFILE_NAME = "sRGB IEC61966-2.1"
_RGB_COMPONENTS = 3


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF, with the data that its pages show."""

    name: str
    mime: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The facts about the file. They are the same in its information dictionary and in its metadata."""

    title: str
    author: str
    subject: str
    creator: str
    producer: str
    language: str
    made_at: dt.datetime


def add_metadata(document: Any, info: DocumentInfo) -> None:
    """Add the XMP metadata, which says that the file follows PDF/UA-1 and PDF/A-3a."""
    packet = _PACKET.format(
        title=escape(info.title),
        author=escape(info.author),
        subject=escape(info.subject),
        creator=escape(info.creator),
        producer=escape(info.producer),
        language=escape(info.language),
        made=info.made_at.isoformat(timespec="seconds"),
        extension=_UA_SCHEMA,
    )
    entries = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
    document.Catalog.Metadata = document.Reference(Stream(packet.encode(), entries, compressed=False))


def add_colour_profile(document: Any, profile: Path) -> None:
    """State that every colour is sRGB. ``profile`` is a shipped file: a new one would contain today's date."""
    stream = Stream(profile.read_bytes(), {"N": _RGB_COMPONENTS, "Alternate": PDFName("DeviceRGB")})
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_PROFILE_NAME),
            "Info": PDFString(_PROFILE_NAME),
            "DestOutputProfile": document.Reference(stream),
        }
    )
    _extend_catalog(document, "OutputIntents", PDFArray([intent]))


def attach_file(document: Any, attachment: Attachment, made_at: Any) -> None:
    """Embed ``attachment`` as an associated file of the whole document (ISO 19005-3, 6.8)."""
    parameters = PDFDictionary(
        {
            "Size": len(attachment.content),
            "ModDate": PDFDate(made_at),
        }
    )
    entries = {
        "Type": PDFName("EmbeddedFile"),
        # PDFName would escape the number sign of the escape "#2F" again.
        "Subtype": RawObject(b"/" + attachment.mime.replace("/", "#2F").encode()),
        "Params": parameters,
    }
    stream = document.Reference(Stream(attachment.content, entries))
    name = PDFString(attachment.name)
    file = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": name,
            "UF": name,
            "Desc": PDFString(attachment.description),
            "AFRelationship": PDFName("Data"),
            "EF": PDFDictionary({"F": stream, "UF": stream}),
        }
    )
    reference = document.Reference(file, "attached file")
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray([name, reference])})})
    _extend_catalog(document, "AF", PDFArray([reference]))


def _extend_catalog(document: Any, name: str, value: Any) -> None:
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, name]
    setattr(catalog, name, value)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords></pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{extension}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# PDF/A requires a description of every schema that it does not define (ISO 19005-3, 6.6.2.3).
_UA_SCHEMA = """<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
