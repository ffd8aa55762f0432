"""Face analysis with InsightFace's buffalo_l, and its detector beside the tracker's own."""

from app.pipeline.track.analysis.analyser import AnalysedFace, FaceAnalyser
from app.pipeline.track.analysis.scrfd import ScrfdDetector

__all__ = ["AnalysedFace", "FaceAnalyser", "ScrfdDetector"]
