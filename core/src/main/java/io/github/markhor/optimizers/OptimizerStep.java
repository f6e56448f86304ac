package io.github.markhor.optimizers;

import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.StepFunction;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes new weights from gradients, in Keras's order: accumulation, clipping, weight decay, the
 * optimizer's update, averages, constraints.
 */
public final class OptimizerStep {
  /** The slot that holds a weight's running average, if the optimizer keeps one. */
  public static final String AVERAGE = "average";

  private static final String ACCUMULATOR = "gradient_accumulator";

  private final Graph graph;
  private final Optimizer optimizer;
  private final OptimizerSettings settings;
  private final SlotFactory factory;
  private final Map<String, Value> scalars = new HashMap<>();
  private final List<Map<String, Variable>> slots = new ArrayList<>();
  private final Map<String, Variable> shared = new LinkedHashMap<>();

  /**
   * A weight to be changed.
   *
   * @param gradient null if the loss does not depend on the weight, which then stays
   * @param constraint null for none
   */
  public record Weight(Variable variable, Value gradient, Constraint constraint) {}

  /** Makes a slot, or finds the slot that another graph made under the same name. */
  @FunctionalInterface
  public interface SlotFactory {
    /**
     * A slot.
     *
     * @param weight that it belongs to; null if all weights share it
     * @param name the slot's own: {@code momentum}
     */
    Variable slot(Variable weight, String name, Shape shape, double start);
  }

  private OptimizerStep(Graph graph, Optimizer optimizer, SlotFactory factory) {
    this.graph = graph;
    this.optimizer = optimizer;
    this.settings = optimizer.settings();
    this.factory = factory;
  }

  /**
   * Assigns the new values of weights and slots.
   *
   * @return the slots in the order in which Keras writes them to files
   */
  public static List<Variable> apply(
      Graph graph, Optimizer optimizer, List<Weight> weights, SlotFactory factory) {
    return new OptimizerStep(graph, optimizer, factory).update(weights);
  }

  private List<Variable> update(List<Weight> weights) {
    List<Weight> changed = new ArrayList<>();
    List<WeightSlots> ofChanged = new ArrayList<>();
    for (Weight weight : weights) {
      Map<String, Variable> ofWeight = new LinkedHashMap<>();
      slots.add(ofWeight);
      WeightSlots weightSlots = new WeightSlots(weight.variable(), ofWeight);
      if (weight.gradient() == null) {
        makeSlots(weight.variable(), weightSlots);
      } else {
        changed.add(weight);
        ofChanged.add(weightSlots);
      }
    }
    apply(changed, ofChanged);
    return slotsInOrder();
  }

  /**
   * Makes the slots of a weight that no loss depends on. They stay as they are, and files have
   * them, as Keras's do.
   */
  private void makeSlots(Variable weight, WeightSlots weightSlots) {
    Value now = graph.latest(weight);
    Value none = accumulated(now.mul(0), weightSlots);
    optimizer.update(now, none, weightSlots);
    weightSlots.variables.values().forEach(graph::withdraw);
    if (settings.useEma()) {
      average(now, weightSlots);
    }
  }

  private void apply(List<Weight> weights, List<WeightSlots> all) {
    List<Value> gradients = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      WeightSlots weightSlots = all.get(i);
      gradients.add(accumulated(unscaled(weight.gradient()), weightSlots));
    }
    List<Value> clipped = clip(gradients);
    for (int i = 0; i < weights.size(); i++) {
      Variable variable = weights.get(i).variable();
      // A layer may have changed the weight before its gradient does.
      Value before = graph.withdraw(variable);
      Value updated = ifDue(optimizer.update(decayed(before), clipped.get(i), all.get(i)), before);
      Value averaged = settings.useEma() ? average(updated, all.get(i)) : updated;
      Constraint constraint = weights.get(i).constraint();
      graph.assign(variable, constraint == null ? averaged : constraint.apply(averaged));
    }
  }

  private Value scalar(String name, StepFunction function) {
    int every = settings.gradientAccumulationSteps();
    // A step that only accumulates does not count as a step of the optimizer.
    StepFunction counted =
        every == 1
            ? function
            : step ->
                function.at(new Step(step.iteration() / every, step.learningRate(), step.seed()));
    return scalars.computeIfAbsent(name, unused -> graph.scalar(name, counted));
  }

  /** 1 in the steps that change weights, else 0. */
  private Value due() {
    int every = settings.gradientAccumulationSteps();
    return scalars.computeIfAbsent(
        "update_due",
        name -> graph.scalar(name, step -> (step.iteration() + 1) % every == 0 ? 1 : 0));
  }

  private Value unscaled(Value gradient) {
    double scale = settings.lossScaleFactor();
    return scale == 0 ? gradient : gradient.div(scale);
  }

  private Value accumulated(Value gradient, WeightSlots slots) {
    int every = settings.gradientAccumulationSteps();
    if (every == 1) {
      return gradient;
    }
    Value sum = slots.get(ACCUMULATOR, 0).add(gradient);
    graph.assign(slots.variable(ACCUMULATOR), due().select(sum.like(0), sum));
    return sum.div(every);
  }

  private List<Value> clip(List<Value> gradients) {
    if (settings.clipvalue() > 0) {
      double limit = settings.clipvalue();
      return gradients.stream().map(gradient -> gradient.clip(-limit, limit)).toList();
    }
    if (settings.clipnorm() > 0) {
      return gradients.stream()
          .map(gradient -> limited(gradient, gradient.square().sum(), settings.clipnorm()))
          .toList();
    }
    if (settings.globalClipnorm() > 0 && !gradients.isEmpty()) {
      Value square =
          gradients.stream().map(gradient -> gradient.square().sum()).reduce(Value::add).get();
      // 0, or NaN if the norm is not finite: then all weights become NaN, as in Keras.
      Value alarm = square.sub(square);
      return gradients.stream()
          .map(gradient -> limited(gradient, square, settings.globalClipnorm()).add(alarm))
          .toList();
    }
    return gradients;
  }

  private static Value limited(Value gradient, Value squaredNorm, double limit) {
    return gradient.mul(squaredNorm.like(limit).div(squaredNorm.sqrt().max(limit)));
  }

  private Value decayed(Value weight) {
    double decay = settings.weightDecay();
    return decay == 0
        ? weight
        : weight.sub(weight.mul(scalar("weight_decay", step -> decay * step.learningRate())));
  }

  /**
   * Updates the running average of a weight, and gives the average where it is due to replace the
   * weight, else the weight. As in Keras, steps that only accumulate gradients count too.
   */
  private Value average(Value weight, WeightSlots slots) {
    double momentum = settings.emaMomentum();
    // The average starts with the first value, not with 0.
    Value kept = scalar("ema_momentum", step -> step.iteration() == 0 ? 0 : momentum);
    Value fresh = scalar("ema_fresh", step -> step.iteration() == 0 ? 1 : 1 - momentum);
    Value average = slots.get(AVERAGE, 0).mul(kept).add(weight.mul(fresh));
    graph.assign(slots.variable(AVERAGE), average);
    int every = settings.emaOverwriteFrequency();
    if (every == 0) {
      return weight;
    }
    return scalar("ema_overwrite", step -> (step.iteration() + 1) % every == 0 ? 1 : 0)
        .select(average, weight);
  }

  private List<Variable> slotsInOrder() {
    List<Set<String>> groups = new ArrayList<>();
    groups.add(Set.of(AVERAGE));
    groups.add(Set.of(ACCUMULATOR));
    optimizer.slotGroups().forEach(group -> groups.add(new LinkedHashSet<>(group)));
    Set<String> rest = new LinkedHashSet<>();
    slots.forEach(ofWeight -> rest.addAll(ofWeight.keySet()));
    groups.forEach(rest::removeAll);
    groups.add(rest);
    List<Variable> order = new ArrayList<>();
    for (Set<String> group : groups) {
      for (Map<String, Variable> ofWeight : slots) {
        for (String name : group) {
          if (ofWeight.containsKey(name)) {
            order.add(ofWeight.get(name));
          }
        }
      }
    }
    order.addAll(shared.values());
    return order;
  }

  private Value ifDue(Value now, Value before) {
    return settings.gradientAccumulationSteps() == 1 ? now : due().select(now, before);
  }

  private final class WeightSlots implements Optimizer.Slots {
    private final Variable weight;
    private final Map<String, Variable> variables;

    WeightSlots(Variable weight, Map<String, Variable> variables) {
      this.weight = weight;
      this.variables = variables;
    }

    /** A slot that has been read. */
    Variable variable(String name) {
      Variable variable = variables.get(name);
      if (variable == null) {
        throw new IllegalStateException(
            "Expected a slot that was read before it is set. Received: " + name);
      }
      return variable;
    }

    @Override
    public Value get(String name, double start) {
      return get(name, weight.shape(), start);
    }

    @Override
    public Value get(String name, Shape shape, double start) {
      return graph.read(
          variables.computeIfAbsent(name, unused -> factory.slot(weight, name, shape, start)));
    }

    @Override
    public void set(String name, Value value) {
      Variable variable = variable(name);
      graph.assign(variable, ifDue(value, graph.read(variable)));
    }

    @Override
    public Value shared(String name, double start) {
      return graph.read(
          shared.computeIfAbsent(name, unused -> factory.slot(null, name, Shape.of(), start)));
    }

    @Override
    public void setShared(String name, Value value) {
      Variable variable = shared.get(name);
      if (!graph.assignments().containsKey(variable)) {
        graph.assign(variable, ifDue(value, graph.read(variable)));
      }
    }

    @Override
    public Value scalar(String name, StepFunction function) {
      return OptimizerStep.this.scalar(name, function);
    }
  }
}
