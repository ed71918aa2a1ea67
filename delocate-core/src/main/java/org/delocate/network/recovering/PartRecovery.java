package org.delocate.network.recovering;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.recovering.RecoveringNetwork.Recovery;

/**
 * Faces recovered part by part. In turn, a patch that belongs to several parts gets the mean of its
 * predictions. Together, as many patches are hidden of each face, so that a batch is a rectangle:
 * parts that overlap are made up for by those farthest from the middle of the crop.
 */
final class PartRecovery {

  private final RecoveringNetwork network;
  private final PatchGrid grid;
  private final boolean isTogether;
  private final Tensor remoteness;

  /** Not inside a {@code PointerScope}. */
  PartRecovery(RecoveringNetwork network, boolean isTogether) {
    this.network = network;
    this.grid = network.grid();
    this.isTogether = isTogether;
    this.remoteness = Tensor.create(grid.remoteness(), 1, grid.patches());
  }

  /** See {@link RecoveringNetwork#recoverParts}. */
  Recovery recover(Tensor images, PatchIds partIds) {
    long batch = images.size(0);
    if (partIds.samples() != batch * PatchSelection.PARTS) {
      throw new IllegalArgumentException(
          partIds.samples() + " rows of part ids for " + batch + " faces");
    }
    return isTogether ? together(images, partIds) : inTurn(images, partIds);
  }

  private Recovery together(Tensor images, PatchIds partIds) {
    Tensor patches = grid.patchify(images); // [B, N, P]
    long batch = images.size(0);
    long count = PatchSelection.PARTS * partIds.masked().size(1);
    Tensor ids = partIds.masked().reshape(batch, count);
    Tensor ofParts =
        torch
            .zeros_like(ids.select(1, 0))
            .to(torch.ScalarType.Float)
            .unsqueeze(1)
            .repeat(1, grid.patches())
            .scatter(1, ids, new Scalar(1.0));
    Tensor order =
        ofParts.add(FaceTensors.onDeviceOf(images, remoteness)).argsort(1, true); // [B, N]
    Tensor masked = order.narrow(1, 0, count);
    PatchIds once = new PatchIds(order.narrow(1, count, grid.patches() - count), masked);
    Tensor painted = PatchGrid.put(patches, masked, network.forward(images, once));
    Tensor composed = torch.where(ofParts.gt(new Scalar(0.5)).unsqueeze(2), painted, patches);
    Tensor errors =
        PatchGrid.take(composed.sub(patches).square(), ids)
            .reshape(batch, PatchSelection.PARTS, -1)
            .mean(new long[] {2}, false, new ScalarTypeOptional());
    return new Recovery(grid.unpatchify(composed), errors);
  }

  private Recovery inTurn(Tensor images, PatchIds partIds) {
    long batch = images.size(0);
    Tensor patches = grid.patchify(images); // [B, N, P]
    long values = patches.size(2);
    long hidden = partIds.masked().size(1);
    Tensor repeated =
        images
            .unsqueeze(1)
            .expand(-1, PatchSelection.PARTS, -1, -1, -1)
            .reshape(-1, 3, images.size(2), images.size(3));
    Tensor predicted =
        network
            .forward(repeated, partIds)
            .to(patches.scalar_type())
            .reshape(batch, PatchSelection.PARTS * hidden, values);
    Tensor ids = partIds.masked().reshape(batch, PatchSelection.PARTS * hidden);
    Tensor errors =
        predicted
            .sub(PatchGrid.take(patches, ids))
            .square()
            .reshape(batch, PatchSelection.PARTS, hidden * values)
            .mean(2);

    Tensor index = PatchGrid.repeated(ids, values);
    Tensor sums = torch.zeros_like(patches).scatter_add(1, index, predicted);
    Tensor counts = torch.zeros_like(patches).scatter_add(1, index, torch.ones_like(predicted));
    Tensor means = sums.div(counts.clamp_min(new Scalar(1.0)));
    Tensor composed = torch.where(counts.gt(new Scalar(0.5)), means, patches);
    return new Recovery(grid.unpatchify(composed), errors);
  }

  /** See {@link RecoveringNetwork#partDistances}. */
  Tensor distances(Tensor first, Tensor second, PatchIds partIds) {
    Tensor squares = grid.patchify(first.sub(second).square());
    long hidden = PatchSelection.PARTS * partIds.masked().size(1);
    Tensor ids = partIds.masked().reshape(squares.size(0), hidden);
    return PatchGrid.take(squares, ids)
        .reshape(squares.size(0), PatchSelection.PARTS, -1)
        .mean(new long[] {2}, false, new ScalarTypeOptional());
  }
}
