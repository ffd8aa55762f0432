"""The nine faces: where their pictures come from, and what the builder must know about each.

None of them exists: they were drawn by SDXL from text, and published as SFHQ-T2I under the MIT
licence by its author. The figures are fetched at one commit and verified; nothing of them is a part
of this project.
"""

from __future__ import annotations

from dataclasses import dataclass

PACK = "photoreal"
PACK_NAME = "Photoreal: faces of no real person"
COMMIT = "a8064474a09cbcec27a498f5bf51ad08298ba47c"
SOURCE = f"https://raw.githubusercontent.com/SelfishGene/SFHQ-T2I-dataset/{COMMIT}"
LICENCE = "LICENSE"

JEWELRY = "textual_search_2_Jewelry_top_9_matches.jpg"
EYES = "textual_search_2_Eye Color_top_10_matches.jpg"
HAIR = "textual_search_2_Hair Style x Sex_top_10_matches.jpg"
ORIGIN = "textual_search_2_Ethnicity_top_10_matches.jpg"
BODY = "textual_search_2_Physical Characteristics_top_9_matches.jpg"
FEATURES = "textual_search_2_Facial Features_top_9_matches.jpg"
PROMPTS = "SDXL_images_with_prompts.jpg"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the dataset: what it must hash to, and how large it is."""

    sha256: str
    size: int


FIGURES = {
    JEWELRY: Source("df6327cdac2e65f26ce85efe77b66b693887af699bf61de05b4f1a70f184c87c", 1504705),
    EYES: Source("628b1afe1b8209fbaf8ecfc410b2e6c7b11a5e671b8043d65d6c3add63d486b0", 1898064),
    HAIR: Source("dffcc4216e80f62c96198b1b6f6546b1ebe3e9ffa8ad6b99bd563978263bef24", 2005010),
    ORIGIN: Source("5a4b84a88447131d063eb6bf6e10c356959a1054707f12acf7cc4627dce99d8a", 2235204),
    BODY: Source("33090eadb1e579eaf9508133ab5d1045f0d8b5b0c3427cad3d4a848ae3b56415", 1642040),
    FEATURES: Source("f54adab609476f1900e682cf69345327ed7da6175cb078dcb4dca4c211471a54", 1578436),
    PROMPTS: Source("3bcfa99eb2a618eaaf7d2357c68d32dc3574e47723eec85a347443d1a45fd9c4", 245902),
}
LICENCE_SOURCE = Source("8aa8e53890affe8a016f4a3dbdcf0643f681a7f33f27ba05a4b82b1bf72999a7", 1072)


@dataclass(frozen=True, slots=True)
class Face:
    """One of the nine.

    Attributes:
        id, name, description: Of the template.
        figure: File of the dataset.
        crop: x0, y0, x1, y1 in the figure.
        beard: 0 none, 1 a little, 2 a beard or a moustache, 3 a long beard.
        fringe, curtain: Hair hangs into the forehead, over the cheeks.
        white_brows: They are lighter than the skin.
        low_brows: They lie below where the mesh has them.
        bald: There is no hair on the head.
        lashes: Length of the lashes over the eye's width.
        mouth: Which built-in character lends the inside of the mouth.
    """

    id: str
    name: str
    description: str
    figure: str
    crop: tuple[int, int, int, int]
    beard: int = 0
    fringe: bool = False
    curtain: bool = False
    white_brows: bool = False
    low_brows: bool = False
    bald: bool = False
    lashes: float = 0.10
    mouth: str = "henrik"


FACES = (
    Face("olive", "Olive", "A woman of about 55 with olive skin, her hair tied back.", JEWELRY,
         (2510, 1331, 2989, 1809), lashes=0.13, mouth="ines"),
    Face("reed", "Reed", "A man of about 30 with a short black beard.", EYES,
         (2505, 2472, 2982, 2948), beard=2, lashes=0.12, mouth="ravi"),
    Face("rowan", "Rowan", "A man of about 22 with curly ginger hair and blue eyes.", EYES,
         (4500, 261, 4977, 737), fringe=True, lashes=0.10),
    Face("ember", "Ember", "A woman of about 45 with dark skin and short dark-red hair.", HAIR,
         (4007, 1366, 4484, 1843), fringe=True, lashes=0.14, mouth="amara"),
    Face("hazel", "Hazel", "An East Asian woman of about 25 with dark hair.", ORIGIN,
         (10, 261, 487, 737), lashes=0.11, mouth="mei"),
    Face("birch", "Birch", "A man of about 65 with a full white beard.", BODY,
         (3509, 775, 3988, 1254), beard=3, white_brows=True, lashes=0.08),
    Face("moss", "Moss", "A man of about 42 with a large moustache.", FEATURES,
         (514, 1886, 993, 2365), beard=2, low_brows=True, lashes=0.09),
    Face("flint", "Flint", "A bald man of about 30 with green eyes.", FEATURES,
         (15, 1331, 494, 1809), bald=True, lashes=0.10),
    Face("sage", "Sage", "A man of about 54 with dark skin and long locs.", PROMPTS,
         (934, 66, 1808, 940), curtain=True, beard=1, lashes=0.09, mouth="kofi"),
)  # fmt: skip
