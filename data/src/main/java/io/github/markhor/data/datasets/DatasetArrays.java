package io.github.markhor.data.datasets;

import io.github.markhor.tensor.Tensor;
import java.util.List;

/**
 * A data set as arrays, as Keras's {@code load_data} gives it.
 *
 * @param xTrain the pictures to train on, (N, H, W, C), of levels 0 to 255
 * @param yTrain their class numbers, (N,)
 * @param xTest the pictures to test with, (N, H, W, C)
 * @param yTest their class numbers, (N,)
 * @param classNames the classes in the order of their numbers
 */
public record DatasetArrays(
    Tensor xTrain, Tensor yTrain, Tensor xTest, Tensor yTest, List<String> classNames) {}
