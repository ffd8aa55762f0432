"""The Blender side: probes the smooth surface, and renders a scene with Cycles.

Runs in an interpreter that has `bpy` (4.2 or newer), never in the app's:

    python render.py probe|beauty scene.json

``scene.json`` names the other inputs, all in its own folder: ``mesh.npz`` (vertices, faces,
face_uvs), the painted maps, ``hair.npz`` and the eyes' pictures. `build.py` writes them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

MILLIMETRE = 0.01
"""In the scene's unit, the decimetre."""


def read_array(source: Any, name: str, count: int, width: int, kind: Any = np.float32) -> Any:
    """An attribute of a Blender collection as ``(count, width)``."""
    flat = np.zeros(count * width, kind)
    source.foreach_get(name, flat)
    return flat.reshape(count, width)


def subdivide(skin: bpy.types.Object, levels: int) -> None:
    """Give the object a Catmull-Clark modifier that smooths its texture layouts alike."""
    smooth = skin.modifiers.new("smooth", "SUBSURF")
    smooth.levels = smooth.render_levels = levels
    smooth.uv_smooth = "SMOOTH_ALL"


def control_cage(mesh: bpy.types.Mesh, rounds: int = 4) -> np.ndarray:
    """Move the cage so that the smooth surface passes through its old vertices.

    Subdivision shrinks what it smooths: lips would part and eyes would narrow. Returns the cage.
    """
    count = len(mesh.vertices)
    goal = read_array(mesh.vertices, "co", count, 3)
    cage = goal.copy()
    trial = bpy.data.objects.new("trial", mesh)
    bpy.context.collection.objects.link(trial)
    subdivide(trial, 1)
    for _ in range(rounds):
        graph = bpy.context.evaluated_depsgraph_get()
        smooth = trial.evaluated_get(graph).to_mesh()
        reached = read_array(smooth.vertices, "co", len(smooth.vertices), 3)
        cage += 0.7 * (goal - reached[:count])
        mesh.vertices.foreach_set("co", cage.ravel())
        mesh.update()
    bpy.data.objects.remove(trial)
    return np.asarray(cage)


def make_skin(scene: dict[str, Any], folder: Path) -> bpy.types.Object:
    """The head, smoothly subdivided, with two texture layouts.

    ``base`` is MakeHuman's own; ``paint`` is the portrait camera's view, in which `paint.py` works.
    """
    data = np.load(folder / "mesh.npz")
    faces = [list(dict.fromkeys(face)) for face in data["faces"].tolist()]
    mesh = bpy.data.meshes.new("skin")
    mesh.from_pydata(data["vertices"].tolist(), [], faces)
    cage = control_cage(mesh)
    camera = scene["camera"]
    depth = camera["z"] - camera["plane_z"]
    scale = depth / (camera["z"] - cage[:, 2]) / camera["side"]
    seen = np.stack(
        [0.5 + (cage[:, 0] - camera["x"]) * scale, 0.5 + (cage[:, 1] - camera["y"]) * scale], axis=1
    )
    for name in ("base", "paint"):
        layer = mesh.uv_layers.new(name=name)
        flat: list[float] = []
        for i, face in enumerate(faces):
            for k, vertex in enumerate(face):
                uv = data["face_uvs"][i, k] if name == "base" else seen[vertex]
                flat += [float(uv[0]), float(uv[1])]
        layer.data.foreach_set("uv", flat)
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    skin = bpy.data.objects.new("skin", mesh)
    bpy.context.collection.objects.link(skin)
    subdivide(skin, int(scene["levels"]))
    return skin


def make_eye(spec: dict[str, Any], name: str) -> bpy.types.Object:
    """An eyeball with a slight bulge where the cornea is."""
    bpy.ops.mesh.primitive_uv_sphere_add(segments=96, ring_count=64, radius=spec["radius"])
    eye = bpy.context.object
    eye.name = name
    eye.location = spec["centre"]
    reach = spec["iris_radius"]
    for vertex in eye.data.vertices:
        across = (vertex.co.x**2 + vertex.co.y**2) ** 0.5
        if vertex.co.z > 0 and across < reach:
            vertex.co.z += 0.06 * spec["radius"] * (1 - (across / reach) ** 2)
    bpy.ops.object.shade_smooth()
    return eye


def probe(scene: dict[str, Any], folder: Path) -> None:
    """What every pixel of the portrait sees, on the smooth surface.

    Writes ``probe.npz``: ``what`` (0 nothing, 1 skin, 2 and 3 the image-left and image-right eye),
    ``place`` (x, y, z), ``normal``, ``uv`` (the base mesh's texture coordinates), ``triangle``
    (-1 where there is no skin) and ``share`` (of its corners); and the surface itself: ``smooth``
    (vertices) and ``corners``. Only inside ``probe_box``, where the scene has one.
    """
    size = int(scene["probe_size"])
    camera = scene["camera"]
    skin = make_skin(scene, folder)
    graph = bpy.context.evaluated_depsgraph_get()
    smooth = skin.evaluated_get(graph).to_mesh()
    smooth.calc_loop_triangles()
    count = len(smooth.loop_triangles)
    corners = read_array(smooth.loop_triangles, "vertices", count, 3, np.int32)
    loops = read_array(smooth.loop_triangles, "loops", count, 3, np.int32)
    places = read_array(smooth.vertices, "co", len(smooth.vertices), 3)
    uvs = read_array(smooth.uv_layers["base"].data, "uv", len(smooth.loops), 2)
    tree = BVHTree.FromPolygons(places.tolist(), corners.tolist(), all_triangles=True)

    what = np.zeros((size, size), np.uint8)
    place = np.zeros((size, size, 3), np.float32)
    normal = np.zeros((size, size, 3), np.float32)
    triangle = np.full((size, size), -1, np.int32)
    origin = Vector((camera["x"], camera["y"], camera["z"]))
    pitch = camera["side"] / size
    depth = camera["z"] - camera["plane_z"]
    balls = [(Vector(e["centre"]), float(e["radius"])) for e in scene["eyes"]]
    left, top, right, bottom = scene.get("probe_box", (0, 0, size, size))
    for row in range(top, bottom):
        y = (size / 2 - 0.5 - row) * pitch
        for column in range(left, right):
            x = (column + 0.5 - size / 2) * pitch
            ray = Vector((x, y, -depth)).normalized()
            hit, facing, index, distance = tree.ray_cast(origin, ray)
            if hit is not None:
                what[row, column] = 1
                place[row, column] = hit
                normal[row, column] = facing
                triangle[row, column] = index
            for number, (centre, radius) in enumerate(balls):
                ahead = (centre - origin).dot(ray)
                aside = (centre - origin).length_squared - ahead * ahead
                if aside < radius * radius:
                    near = ahead - (radius * radius - aside) ** 0.5
                    if hit is None or near < distance:
                        what[row, column] = 2 + number
                        place[row, column] = origin + near * ray
                        triangle[row, column] = -1

    uv = np.zeros((size, size, 2), np.float32)
    seen = triangle >= 0
    chosen = triangle[seen]
    a, b, c = (places[corners[chosen, k]] for k in range(3))
    p = place[seen]
    whole = np.cross(b - a, c - a)
    area = np.maximum((whole**2).sum(1), 1e-20)
    u = (np.cross(b - p, c - p) * whole).sum(1) / area
    v = (np.cross(c - p, a - p) * whole).sum(1) / area
    share = np.zeros((size, size, 3), np.float32)
    share[seen] = np.stack([u, v, 1 - u - v], axis=1)
    uv[seen] = sum(share[seen][:, i, None] * uvs[loops[chosen, i]] for i in range(3))
    np.savez_compressed(
        folder / "probe.npz",
        what=what,
        place=place,
        normal=normal,
        uv=uv,
        triangle=triangle,
        share=share,
        smooth=places,
        corners=corners,
    )


class Nodes:
    """A material's node tree, with short words for making and linking nodes."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.surface = self.tree.nodes["Principled BSDF"]

    def set(self, **inputs: Any) -> None:
        """Set inputs of the surface; an underscore in a name stands for a space."""
        for name, value in inputs.items():
            self.surface.inputs[name.replace("_", " ")].default_value = value

    def picture(self, path: Path, colour: bool, layout: str | None = None) -> bpy.types.NodeSocket:
        """An image, on the texture layout of that name or on the object's own x and y."""
        node = self.tree.nodes.new("ShaderNodeTexImage")
        node.image = bpy.data.images.load(str(path))
        node.image.colorspace_settings.name = "sRGB" if colour else "Non-Color"
        node.interpolation = "Cubic"
        node.extension = "EXTEND"
        if layout:
            uv = self.tree.nodes.new("ShaderNodeUVMap")
            uv.uv_map = layout
            self.tree.links.new(uv.outputs["UV"], node.inputs["Vector"])
        return node.outputs["Color"]

    def link(self, output: bpy.types.NodeSocket, name: str) -> None:
        self.tree.links.new(output, self.surface.inputs[name])


def skin_material(scene: dict[str, Any], folder: Path) -> bpy.types.Material:
    """Painted colour, roughness and height over flesh that light enters, or over a plain stuff."""
    look = scene["skin"]
    nodes = Nodes("skin")
    nodes.link(nodes.picture(folder / "colour.png", True, "paint"), "Base Color")
    nodes.link(nodes.picture(folder / "rough.png", False, "paint"), "Roughness")
    bump = nodes.tree.nodes.new("ShaderNodeBump")
    bump.inputs["Distance"].default_value = look["bump_mm"] * MILLIMETRE
    height = nodes.picture(folder / "height.png", False, "paint")
    nodes.tree.links.new(height, bump.inputs["Height"])
    nodes.link(bump.outputs["Normal"], "Normal")
    nodes.set(
        Metallic=look["metallic"],
        Subsurface_Weight=look["subsurface"],
        Subsurface_Scale=look["subsurface_mm"] * MILLIMETRE,
        Subsurface_Radius=look["subsurface_radius"],
        Specular_IOR_Level=look["specular"],
        Coat_Weight=look["coat"],
        Coat_Roughness=0.35,
    )
    return nodes.material


def eye_material(spec: dict[str, Any], path: Path, name: str) -> bpy.types.Material:
    """The eye's picture, laid on from straight ahead."""
    nodes = Nodes(name)
    colour = nodes.picture(path, True)
    place = nodes.tree.nodes.new("ShaderNodeTexCoord")
    lay = nodes.tree.nodes.new("ShaderNodeMapping")
    lay.inputs["Location"].default_value = (0.5, 0.5 - spec["gaze"] / spec["picture_side"], 0.0)
    lay.inputs["Scale"].default_value = (1 / spec["picture_side"],) * 3
    nodes.tree.links.new(place.outputs["Object"], lay.inputs["Vector"])
    nodes.tree.links.new(lay.outputs["Vector"], colour.node.inputs["Vector"])
    nodes.link(colour, "Base Color")
    nodes.set(
        Metallic=spec["metallic"],
        Roughness=spec["roughness"],
        Specular_IOR_Level=spec["specular"],
        Subsurface_Weight=spec["subsurface"],
        Subsurface_Scale=1.0 * MILLIMETRE,
    )
    return nodes.material


def hair_material(name: str, colour: list[float], metallic: float) -> bpy.types.Material:
    nodes = Nodes(name)
    nodes.set(
        Base_Color=(*colour, 1.0),
        Roughness=0.55,
        Specular_IOR_Level=0.25,
        Metallic=metallic,
    )
    return nodes.material


def make_hair(scene: dict[str, Any], folder: Path) -> None:
    """Strands as curves with a round, tapering section; one object per shade."""
    strands = np.load(folder / "hair.npz")
    points, radii, shade = strands["points"], strands["radii"], strands["shade"]
    for number, colour in enumerate(scene["hair_shades"]):
        curve = bpy.data.curves.new(f"hair{number}", "CURVE")
        curve.dimensions = "3D"
        curve.bevel_depth = 1.0
        curve.bevel_resolution = 1
        for strand in np.flatnonzero(shade == number):
            line = curve.splines.new("POLY")
            line.points.add(points.shape[1] - 1)
            flat = np.ones((points.shape[1], 4))
            flat[:, :3] = points[strand]
            line.points.foreach_set("co", flat.ravel().tolist())
            line.points.foreach_set("radius", radii[strand].tolist())
        hair = bpy.data.objects.new(f"hair{number}", curve)
        curve.materials.append(hair_material(f"hair{number}", colour, scene["hair_metallic"]))
        bpy.context.collection.objects.link(hair)


def lock_material(rough: float) -> bpy.types.Material:
    """Hair of each strand's own colour.

    Half of it is a plain surface: grey hair gets its light from more bounces than are traced.
    """
    nodes = Nodes("locks")
    nodes.set(Roughness=0.5, Specular_IOR_Level=0.3)
    tree = nodes.tree
    hair = tree.nodes.new("ShaderNodeBsdfHairPrincipled")
    hair.parametrization = "COLOR"
    hair.inputs["Roughness"].default_value = rough
    hair.inputs["Radial Roughness"].default_value = 0.45
    hair.inputs["Random Roughness"].default_value = 0.25
    hair.inputs["Coat"].default_value = 0.0
    colour = tree.nodes.new("ShaderNodeAttribute")
    colour.attribute_name = "tint"
    tree.links.new(colour.outputs["Color"], hair.inputs["Color"])
    nodes.link(colour.outputs["Color"], "Base Color")
    both = tree.nodes.new("ShaderNodeMixShader")
    tree.links.new(hair.outputs["BSDF"], both.inputs[1])
    tree.links.new(nodes.surface.outputs["BSDF"], both.inputs[2])
    tree.links.new(both.outputs["Shader"], tree.nodes["Material Output"].inputs["Surface"])
    return nodes.material


def make_locks(scene: dict[str, Any], folder: Path) -> None:
    """Head hair and beard of ``locks.npz``: see `hair.Locks`."""
    data = np.load(folder / "locks.npz")
    sizes = data["sizes"]
    if not len(sizes):
        return
    curves = bpy.data.hair_curves.new("locks")
    curves.add_curves(sizes.tolist())
    curves.attributes["position"].data.foreach_set("vector", data["points"].ravel())
    radius = curves.attributes.new("radius", "FLOAT", "POINT")
    radius.data.foreach_set("value", data["radii"])
    tint = curves.attributes.new("tint", "FLOAT_COLOR", "CURVE")
    opaque = np.concatenate([data["colours"], np.ones((len(sizes), 1), np.float32)], axis=1)
    tint.data.foreach_set("color", opaque.ravel())
    curves.materials.append(lock_material(scene["hair_rough"]))
    bpy.context.collection.objects.link(bpy.data.objects.new("locks", curves))
    bpy.context.scene.cycles_curves.shape = "RIBBONS"


INSIDE = {
    "teeth": {"Roughness": 0.25, "Specular_IOR_Level": 0.45, "Subsurface_Weight": 0.3},
    "gums": {"Roughness": 0.30, "Specular_IOR_Level": 0.4, "Subsurface_Weight": 0.5},
    "tongue": {"Roughness": 0.38, "Specular_IOR_Level": 0.4, "Subsurface_Weight": 0.5},
}
"""Surfaces of what is in a mouth."""
GLOW = {"teeth": 0.14, "gums": 0.05, "tongue": 0.05}
"""Light of their own: flesh scatters more from behind the cheeks than Cycles is let to follow."""


def make_inside(scene: dict[str, Any], folder: Path) -> None:
    """Teeth, gums and tongue, coloured by their vertices."""
    data = np.load(folder / "inside.npz")
    for name, surface in INSIDE.items():
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(data[f"{name}_vertices"].tolist(), [], data[f"{name}_faces"].tolist())
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        colours = np.ones((len(mesh.vertices), 4))
        colours[:, :3] = data[f"{name}_colours"]
        layer = mesh.color_attributes.new("tint", "FLOAT_COLOR", "POINT")
        layer.data.foreach_set("color", colours.ravel())
        nodes = Nodes(name)
        tint = nodes.tree.nodes.new("ShaderNodeVertexColor")
        tint.layer_name = "tint"
        nodes.link(tint.outputs["Color"], "Base Color")
        nodes.link(tint.outputs["Color"], "Emission Color")
        nodes.set(
            **surface,
            Emission_Strength=GLOW[name],
            Subsurface_Scale=1.0 * MILLIMETRE,
            Metallic=scene["skin"]["metallic"],
        )
        thing = bpy.data.objects.new(name, mesh)
        thing.data.materials.append(nodes.material)
        bpy.context.collection.objects.link(thing)


def add_light(
    name: str,
    place: tuple[float, float, float],
    towards: Vector,
    side: float,
    power: float,
    sheen: bool,
) -> None:
    """A round lamp, `power` watts, turned towards a point; without `sheen` nothing mirrors it."""
    light = bpy.data.lights.new(name, "AREA")
    light.shape = "DISK"
    light.size = side
    light.energy = power
    lamp = bpy.data.objects.new(name, light)
    lamp.location = place
    lamp.rotation_euler = (towards - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    lamp.visible_glossy = sheen
    bpy.context.collection.objects.link(lamp)


def set_light(scene: dict[str, Any]) -> None:
    """An even room, and one big soft lamp in front and a little above."""
    camera, light = scene["camera"], scene["light"]
    centre = Vector((camera["x"], camera["y"], camera["plane_z"]))
    world = bpy.data.worlds.new("room")
    bpy.context.scene.world = world
    world.use_nodes = True
    background = world.node_tree.nodes["Background"]
    background.inputs["Color"].default_value = (1.0, 1.0, 1.0, 1.0)
    background.inputs["Strength"].default_value = light["room"]
    # Skin that mirrors a white room gets a grey veil where it turns away; metal needs the room.
    world.cycles_visibility.glossy = light["room_sheen"]
    x, y, z = centre
    add_light("key", (x, y + 5.5, z + 9.5), centre, 5.5, light["key"], True)
    for sign in (-1.0, 1.0):
        add_light(
            f"fill{sign:+.0f}",
            (x + sign * 9.0, y + 1.0, z + 7.0),
            centre,
            8.0,
            light["fill"],
            False,
        )


def beauty(scene: dict[str, Any], folder: Path) -> None:
    """Render ``beauty.png``."""
    settings = bpy.context.scene
    skin = make_skin(scene, folder)
    skin.data.materials.append(skin_material(scene, folder))
    for number, spec in enumerate(scene["eyes"]):
        eye = make_eye(spec, f"eye{number}")
        eye.data.materials.append(eye_material(spec, folder / "eye.png", f"eye{number}"))
    if (folder / "hair.npz").exists():
        make_hair(scene, folder)
    if (folder / "locks.npz").exists():
        make_locks(scene, folder)
    if (folder / "inside.npz").exists():
        make_inside(scene, folder)
    set_light(scene)

    spec = scene["camera"]
    data = bpy.data.cameras.new("camera")
    data.sensor_width = 36.0
    data.lens = 36.0 * (spec["z"] - spec["plane_z"]) / spec["side"]
    camera = bpy.data.objects.new("camera", data)
    camera.location = (spec["x"], spec["y"], spec["z"])
    bpy.context.collection.objects.link(camera)
    settings.camera = camera

    settings.render.engine = "CYCLES"
    settings.cycles.device = "CPU"
    settings.cycles.samples = int(scene["samples"])
    settings.cycles.use_adaptive_sampling = False
    settings.cycles.seed = int(scene["seed"])
    settings.cycles.max_bounces = 6
    settings.cycles.use_denoising = True
    settings.cycles.denoiser = "OPENIMAGEDENOISE"
    settings.cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    settings.cycles.denoising_prefilter = "ACCURATE"
    settings.render.threads_mode = "FIXED"
    settings.render.threads = int(scene["threads"])
    settings.render.resolution_x = settings.render.resolution_y = int(scene["size"])
    if border := scene.get("border"):
        settings.render.use_border = settings.render.use_crop_to_border = True
        settings.render.border_min_x, settings.render.border_max_x = border[0], border[2]
        settings.render.border_min_y, settings.render.border_max_y = border[1], border[3]
    settings.render.film_transparent = True
    settings.view_settings.view_transform = "Standard"
    settings.view_settings.look = "None"
    settings.render.image_settings.file_format = "PNG"
    settings.render.image_settings.color_mode = "RGBA"
    settings.render.image_settings.color_depth = "16"
    settings.render.filepath = str(folder / "beauty.png")
    bpy.ops.render.render(write_still=True)


def main() -> None:
    step, path = sys.argv[-2], Path(sys.argv[-1])
    bpy.ops.wm.read_factory_settings(use_empty=True)
    {"probe": probe, "beauty": beauty}[step](json.loads(path.read_text()), path.parent)


if __name__ == "__main__":
    main()
