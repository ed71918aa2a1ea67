"""Scores the faces of a video with the exported networks, as a scan does. See docs/onnx.md.

    ./delocate export onnx --out delocate.onnx
    ./delocate export faces VIDEO --precision fp32 --out faces.npz
    python3 examples/onnx/score.py delocate.onnx faces.npz

Needs numpy and onnxruntime.
"""
import json
import sys

import numpy
import onnxruntime

networks, archive = sys.argv[1:3]
session = onnxruntime.InferenceSession(networks)
metadata = session.get_modelmeta().custom_metadata_map
calibration = json.loads(metadata["model.json"])["calibration"]
print(metadata["model"])
print("Terms of the training data:", metadata["trainingDataLicence"])

faces = numpy.load(archive)
names = [one.name for one in session.get_inputs()]
moves = faces["moves"]
outputs = ["logit_still", "logit_moving", "person_logit"]


def run(chosen):
    """The outputs for some faces, which are taken for frames of one person."""
    inputs = {name: faces[name][chosen] for name in names}
    for name, values in inputs.items():
        if values.dtype == numpy.uint8:
            inputs[name] = values.astype(numpy.float32) / 255
    return session.run(outputs, inputs)


def probability(logit):
    return 1 / (1 + numpy.exp(-(logit / calibration["temperature"] + calibration["bias"])))


for person in numpy.unique(faces["person"]):
    of_person = faces["person"] == person
    logits = numpy.zeros(len(moves))
    if (of_person & ~moves).any():
        logits[of_person & ~moves] = run(of_person & ~moves)[0]
    together = 0.0
    if (of_person & moves).any():
        _, moving, joint = run(of_person & moves)
        logits[of_person & moves] = moving
        # What the frames that move tell together, beyond the mean of each by itself.
        together = (joint[0] - moving.mean()) * moves[of_person].mean()
    differences = numpy.abs(probability(logits) - faces["probability"])[of_person]
    whole = probability(logits[of_person].mean() + together)
    print(
        f"person {person}: {of_person.sum()} faces, probability of forgery {whole:.4f}, "
        f"forged from {calibration['threshold']:.4f} on; "
        f"single faces differ from the scan's by {differences.max():.1e} at most"
    )
