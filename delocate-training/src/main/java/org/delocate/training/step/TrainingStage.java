package org.delocate.training.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;

/**
 * What one stage of training consists of; {@link org.delocate.training.loop.TrainingLoop} runs it.
 *
 * @param <B> a batch
 */
public interface TrainingStage<B> extends AutoCloseable {

  /**
   * Makes a batch from its number alone; called on several threads. A step takes one batch, or,
   * with gradient accumulation, several in a row.
   */
  Episode<B> batch(long number);

  /** The faces of a batch, by their keys in the store. */
  List<String> keys(B batch);

  /**
   * The loss of a batch. Runs inside a pointer scope and, if the run says so, under autocast.
   *
   * @param losses receives the parts of the loss by name, for the log
   * @return the scalar to differentiate
   */
  Tensor loss(B batch, Map<String, Tensor> losses);

  /** What the stage does, as a heading. */
  String title();

  /** What the columns of the pictures of a validation show, from left to right. */
  String pictureColumns();

  /** Names of the losses, in the order of the log. */
  List<String> lossNames();

  /** Names of what {@link #validate} measures, in the order of the log. */
  List<String> validationNames();

  /**
   * Measures the weights in place on validation data.
   *
   * @param pictures folder for pictures to look at
   */
  Map<String, Double> validate(Path pictures);

  /** The number that decides which checkpoint is best; larger is better. */
  double merit(Map<String, Double> validation);

  /** The networks; those that are not trained stay as they are. */
  DelocateNetworks networks();

  /** What is trained. */
  List<DelocateNetworks.Component> trained();

  /** Share of the learning rate that a parameter learns with, by its full name. */
  default double learningRateShare(String parameter) {
    return 1;
  }

  /**
   * The card of a checkpoint of the weights in place.
   *
   * @param validation what the last validation measured; empty if there was none
   */
  ModelCard card(long step, Map<String, Double> validation);

  /** Puts the networks that are trained into training mode, the others into evaluation mode. */
  void trainMode();

  @Override
  void close();
}
