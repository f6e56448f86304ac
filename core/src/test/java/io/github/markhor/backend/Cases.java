package io.github.markhor.backend;

import java.util.ArrayList;
import java.util.List;

/** All cases that hold one operation each. */
public final class Cases {
  private Cases() {}

  /** Those in float32. */
  public static List<Case> float32() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(ElementwiseCases.all());
    cases.addAll(ArrangementCases.all());
    cases.addAll(PictureCases.all());
    cases.addAll(WarpCases.all());
    return cases;
  }

  /** Those in bfloat16. */
  public static List<Case> bfloat16() {
    List<Case> cases = new ArrayList<>(PictureCases.bfloat16());
    for (Case each : ElementwiseCases.all()) {
      boolean small = each.operands().stream().allMatch(operand -> operand.count() <= 4097);
      if (each.gradient() && each.smooth() && small && !each.name().startsWith("Cast")) {
        cases.add(each.operands().size() == 3 ? each.inBfloat16(1, 2) : each.inBfloat16());
      }
    }
    cases.add(ArrangementCases.dropout("Dropout", 4, 0.3, Operand.of(5, 3, 4, 6)).inBfloat16(0));
    cases.add(
        Case.of("Softmax", (graph, x) -> x.get(0).softmax(), Operand.of(17, 37)).inBfloat16(0));
    cases.add(
        Case.of("Transpose", (graph, x) -> x.get(0).transpose(0, 3, 1, 2), Operand.of(2, 3, 5, 17))
            .inBfloat16(0));
    cases.add(
        Case.of(
                "Pad",
                (graph, x) -> x.get(0).pad(new int[] {0, 1, -2, 0}, new int[] {0, 2, 0, 0}),
                Operand.of(2, 3, 5, 17))
            .inBfloat16(0));
    cases.add(
        Case.of(
                "Concat",
                (graph, x) -> x.get(0).concat(-1, x.get(1)),
                Operand.of(2, 3, 5, 17),
                Operand.of(2, 3, 5, 4))
            .inBfloat16(0, 1));
    cases.add(WarpCases.all().get(0).inBfloat16(0));
    cases.add(
        Case.of("Reshape", (graph, x) -> x.get(0).reshape(6, 85), Operand.of(2, 3, 5, 17))
            .inBfloat16(0));
    cases.add(
        Case.of("sum", (graph, x) -> x.get(0).sum(1, 2), Operand.between(0, 2, 2, 3, 5, 17))
            .inBfloat16(0));
    cases.add(
        Case.of("maxOver", (graph, x) -> x.get(0).maxOver(1, 2), Operand.of(2, 3, 5, 17))
            .inBfloat16(0));
    return cases;
  }
}
