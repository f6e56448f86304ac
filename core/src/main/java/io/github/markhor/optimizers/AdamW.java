package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/**
 * {@link Adam} with decoupled weight decay, 0.004 unless said otherwise: before each step, weight ·
 * weightDecay · rate is subtracted from each weight, however large its gradients are. See <a
 * href="https://keras.io/api/optimizers/adamw/">Keras: AdamW</a> and <a
 * href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, 2019</a>.
 */
public final class AdamW extends AbstractAdam<AdamW> {
  private AdamW(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static AdamW of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static AdamW of(double learningRate) {
    OptimizerSettings settings = OptimizerSettings.of("adamw", learningRate);
    return new AdamW(settings.weightDecay(0.004));
  }

  /** With a learning rate that follows a schedule. */
  public static AdamW of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static AdamW fromConfig(Config config) {
    return of().configured(config);
  }

  @Override
  public Config config() {
    // Keras refuses null here, which stands for 0 elsewhere.
    return super.config().with("weight_decay", settings().weightDecay());
  }
}
