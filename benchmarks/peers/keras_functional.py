"""Random models with branches in files of Keras, for comparison with Markhor's.

    python keras_functional.py cases DIR FIRST COUNT
        COUNT random models, from the seed FIRST on, each as a case of `bin/conformance DIR functional`: its file, an
        input, the prediction, and the losses and weights of two more steps of training. Runs with Keras 2.15 and Keras 3
    python keras_functional.py weights DIR FIRST COUNT
        COUNT random models that get weights of another, by order or by name, with other heads that are passed over
    python keras_functional.py check DIR
        opens what bin/conformance has written of these cases, and holds the predictions and the further training to
        those of the model that the case was made with
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import json
import random
import sys
import traceback
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
import h5py
import keras
import numpy as np

KERAS3 = keras.__version__.startswith("3")
if KERAS3:
    from keras import ops
else:
    import tensorflow as tf
L = keras.layers
JSON, WEIGHTS = ".json.txt", ".weights.h5"
WRITTEN = [".h5", ".keras", JSON, WEIGHTS]
VERSION = ".".join(keras.__version__.split(".")[:2])


# Operations that are written without a name, the same in all versions.
WITHOUT_NAMES = {
    "affine": lambda x: x / 1.5 - 1,
    "minus": lambda x: 1.0 - x,
    "neg": lambda x: -x,
    "reverse": lambda x: x[..., ::-1],
    "abs": lambda x: abs(x),
    "slice": lambda x: x[:, 1:3],
    "step": lambda x: x[:, ::2, 1:, :],
    "last": lambda x: x[:, -1],
    "channels": lambda x: x[..., 0:1] + x,
}


class Maker:
    """Makes one random model."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.numpy = np.random.default_rng(seed)
        self.seed = seed
        self.count = 0
        self.frozen = []

    def name(self, base):
        if self.random.random() < 0.5:
            return None
        self.count += 1
        slash = "/" if not KERAS3 and self.random.random() < 0.2 else "_"
        return "%s%s%d" % (base, slash, self.count)

    def inference(self):
        """Arguments of a call. Keras 3 does not hold on to training."""
        choice = self.random.random()
        if choice < 0.1:
            return {"training": False}
        return {}

    # Layers of one tensor

    def layer(self, rank):
        r = self.random
        act = lambda: r.choice([None, "relu", "tanh", "sigmoid", "elu", "swish"])
        if rank == 4:
            kind = r.randrange(9)
            if kind == 0:
                return L.Conv2D(r.choice([2, 3, 4]), r.choice([1, 2, 3]), padding="same", activation=act(), name=self.name("conv"),
                                kernel_regularizer="l2" if KERAS3 and r.random() < 0.5 else None)
            if kind == 1:
                return L.DepthwiseConv2D(3, padding="same", activation=act(), use_bias=r.random() < .5, name=self.name("depthwise"))
            if kind == 2:
                return L.BatchNormalization(momentum=0.7, name=self.name("norm"))
            if kind == 3:
                return L.MaxPooling2D(2, 1, padding="same", name=self.name("pool"))
            if kind == 4:
                return L.SeparableConv2D(3, 2, padding="same", name=self.name("separable"))
            if kind == 5:
                return L.Conv2D(3, 2, padding="same", activation=r.choice([L.ReLU(max_value=6.0), L.LeakyReLU()]), name=self.name("act"))
            if kind == 6:
                return L.Activation(r.choice(["relu", "tanh", "softmax"]), name=self.name("activation"))
            if kind == 7:
                return L.LayerNormalization(name=self.name("ln"))
            return L.PReLU(shared_axes=[1, 2], name=self.name("prelu"))
        kind = r.randrange(5)
        if kind < 2:
            return L.Dense(r.choice([2, 3, 5]), activation=act(), use_bias=r.random() < .8, name=self.name("dense"))
        if kind == 2:
            return L.BatchNormalization(momentum=0.6, name=self.name("norm"))
        if kind == 3:
            return L.Dropout(0.0, name=self.name("drop"))
        return L.Dense(3, activation=L.LeakyReLU(), name=self.name("leaky"))

    # Operations

    def operation(self, x):
        r = self.random
        rank = len(x.shape)
        choices = ["affine", "minus", "over", "neg", "reverse", "abs", "square", "sqrt", "relu6", "clip", "constant", "array",
                   "max0", "sigmoid", "softmax", "power", "mean", "reduce", "reshape", "expand", "transpose", "cast", "stack",
                   "exp", "normalize"]
        if rank == 4:
            choices += ["slice", "last", "resize", "pad", "channels", "caffe", "tf", "torch", "step"]
        kind = r.choice(choices)
        if kind in WITHOUT_NAMES:
            return WITHOUT_NAMES[kind](x)
        if KERAS3:
            return self.operation3(kind, x, rank)
        return self.operation2(kind, x, rank)

    def operation3(self, kind, x, rank):
        r = self.random
        if kind == "over":
            return 2.0 / (ops.abs(x) + 1.5)
        if kind == "square":
            return ops.square(x) * 0.1
        if kind == "sqrt":
            return ops.sqrt(ops.add(ops.abs(x), 1.0))
        if kind == "relu6":
            return ops.relu6(x * 2)
        if kind == "clip":
            return ops.clip(x, -0.5, 0.5)
        if kind == "constant":
            return ops.multiply(0.5, x)
        if kind == "array":
            return x * np.linspace(0.5, 1.5, x.shape[-1]).astype("float32")
        if kind == "max0":
            return ops.maximum(x, 0.1)
        if kind == "sigmoid":
            return ops.sigmoid(x)
        if kind == "softmax":
            return ops.softmax(x, axis=r.choice([-1, 1]))
        if kind == "power":
            return (ops.abs(x) + 0.5) ** 2
        if kind == "exp":
            return ops.exp(ops.minimum(x, 1.0))
        if kind == "normalize":
            return ops.normalize(x + 1.0, axis=-1)
        if kind == "mean":
            return x - ops.mean(x, axis=-1, keepdims=True)
        if kind == "reduce":
            f = r.choice([ops.mean, ops.sum, ops.max, ops.min])
            return f(x, axis=(1, 2)) * 0.1 if rank == 4 else f(x, axis=1, keepdims=True)
        if kind == "reshape":
            return ops.reshape(x, (-1, int(np.prod(x.shape[1:]))))
        if kind == "expand":
            return ops.squeeze(ops.expand_dims(x, axis=1), axis=1)
        if kind == "transpose":
            return ops.transpose(x, (0, 2, 1, 3)) if rank == 4 else x + x
        if kind == "cast":
            return ops.cast(x, "float32")
        if kind == "stack":
            y = ops.stack([x, x * 0.5], axis=r.choice([1, 2, -1]))
            return ops.max(y, axis=1) if rank == 2 else ops.reshape(y, (-1, int(np.prod(y.shape[1:]))))
        if kind == "resize":
            return ops.image.resize(x, (6, 5), interpolation=r.choice(["bilinear", "nearest"]))
        if kind == "pad":
            return ops.pad(x, [[0, 0], [1, 0], [0, 2], [0, 0]])
        return self.preprocess(kind, x)

    def preprocess(self, kind, x):
        apps = keras.applications
        if x.shape[-1] != 3:
            return x * 2.0
        module = {"caffe": apps.resnet50, "tf": apps.mobilenet_v2, "torch": apps.densenet}[kind]
        y = module.preprocess_input(x * 100.0)
        return y / 100.0 if kind == "caffe" else y

    def operation2(self, kind, x, rank):
        r = self.random
        if kind == "over":
            return 2.0 / (tf.abs(x) + 1.5)
        if kind == "square":
            return tf.square(x) * 0.1
        if kind == "sqrt":
            return tf.sqrt(tf.add(tf.math.abs(x), 1.0))
        if kind == "relu6":
            return tf.nn.relu6(x * 2)
        if kind == "clip":
            return tf.clip_by_value(x, -0.5, 0.5)
        if kind == "constant":
            return tf.multiply(0.5, x)
        if kind == "array":
            return x * [float(v) for v in np.linspace(0.5, 1.5, x.shape[-1])]
        if kind == "max0":
            return tf.maximum(x, 0.1)
        if kind == "sigmoid":
            return tf.sigmoid(x)
        if kind == "softmax":
            return tf.nn.softmax(x, axis=r.choice([-1, 1]))
        if kind == "power":
            return (tf.abs(x) + 0.5) ** 2
        if kind == "exp":
            return tf.exp(tf.minimum(x, 1.0))
        if kind == "normalize":
            return tf.math.l2_normalize(x + 1.0, axis=-1)
        if kind == "mean":
            return x - tf.reduce_mean(x, axis=-1, keepdims=True)
        if kind == "reduce":
            f = r.choice([tf.reduce_mean, tf.reduce_sum, tf.reduce_max, tf.reduce_min])
            return f(x, axis=(1, 2)) * 0.1 if rank == 4 else f(x, 1, keepdims=True)
        if kind == "reshape":
            return tf.reshape(x, (-1, int(np.prod(x.shape[1:]))))
        if kind == "expand":
            return tf.squeeze(tf.expand_dims(x, axis=1), axis=1)
        if kind == "transpose":
            return tf.transpose(x, (0, 2, 1, 3)) if rank == 4 else x + x
        if kind == "cast":
            return tf.cast(x, tf.float32)
        if kind == "stack":
            y = tf.stack([x, x * 0.5], axis=r.choice([1, 2, -1]))
            return tf.reduce_max(y, axis=1) if rank == 2 else tf.reshape(y, (-1, int(np.prod(y.shape[1:]))))
        if kind == "resize":
            return tf.image.resize(x, (6, 5), method=r.choice(["bilinear", "nearest"]))
        if kind == "pad":
            return tf.pad(x, [[0, 0], [1, 0], [0, 2], [0, 0]])
        return self.preprocess(kind, x)

    # Networks

    def merge(self, pool):
        r = self.random
        a = r.choice(pool)
        same = [t for t in pool if tuple(t.shape) == tuple(a.shape)]
        b = r.choice(same)
        kind = r.randrange(9)
        if kind < 2:
            return L.Add(name=self.name("add"))([a, b] + ([r.choice(same)] if r.random() < .3 else []))
        if kind == 2:
            return L.Concatenate(name=self.name("cat"))([a, b])
        if kind == 3:
            return L.Multiply()([a, b])
        if kind == 4:
            return L.Average()([a, b])
        if kind == 5:
            return r.choice([L.Maximum, L.Minimum, L.Subtract])()([a, b])
        if kind == 6:
            return a - b
        if kind == 7:
            return (ops.concatenate if KERAS3 else tf.concat)([a, b], axis=-1)
        if len(a.shape) == 2:
            return L.Dot(axes=1)([a, b])
        return (ops.matmul if KERAS3 else tf.matmul)(a, (ops.transpose if KERAS3 else tf.transpose)(b, (0, 1, 3, 2)))

    def flat(self, x):
        if len(x.shape) == 4:
            return self.random.choice([L.GlobalAveragePooling2D, L.GlobalMaxPooling2D])()(x)
        if len(x.shape) == 3:
            return L.Flatten()(x)
        return x

    def sequential(self, shape, depth):
        layers = []
        rank = len(shape) + 1
        if self.random.random() < .7:
            layers.append(L.Input(shape) if KERAS3 else L.InputLayer(shape))
        if depth > 0 and self.random.random() < .5:
            layers.append(self.nested(shape, depth - 1, single=True))
            out = layers[-1].output_shape if not KERAS3 else layers[-1].output.shape
            rank = len(out)
        for _ in range(self.random.randint(1, 3)):
            if rank == 3:
                layers.append(L.Flatten())
                rank = 2
            layers.append(self.layer(rank))
        model = keras.Sequential(layers, name=self.name("seq"))
        if not model.built:
            model.build((None,) + tuple(shape))
        if KERAS3:
            model(np.zeros((1,) + tuple(shape), "float32"))
        else:
            model(tf.zeros((1,) + tuple(shape)))
        return model

    def nested(self, shape, depth, single=False):
        if depth < 0 or self.random.random() < .4:
            return self.sequential(shape, depth)
        inputs = [L.Input(shape)]
        outputs = self.grow(list(inputs), depth - 1, self.random.randint(1, 4), 1 if single else self.random.choice([1, 1, 2]))
        outputs = outputs[0] if len(outputs) == 1 and self.random.random() < .8 else outputs
        if single and isinstance(outputs, list):
            outputs = outputs[0]
        model = keras.Model(inputs if self.random.random() < .2 and KERAS3 and not single else inputs[0], outputs, name=self.name("model"))
        return model

    def two_inputs(self, a, b, depth):
        inputs = [L.Input(a), L.Input(b)]
        outputs = self.grow(list(inputs), depth - 1, self.random.randint(2, 5), self.random.choice([1, 2]), use=inputs)
        return keras.Model(inputs, outputs if len(outputs) > 1 else outputs[0], name=self.name("pair"))

    def grow(self, pool, depth, steps, outputs, use=()):
        r = self.random
        made = []
        for _ in range(steps):
            x = r.choice(pool[-4:])
            kind = r.random()
            new = []
            if len(x.shape) == 3:
                new = [L.Flatten(name=self.name("flat"))(x)]
            elif kind < .3:
                layer = self.layer(len(x.shape))
                made.append((layer, tuple(x.shape[1:])))
                new = [layer(x, **({"training": False} if isinstance(layer, L.BatchNormalization) and r.random() < .2 and not KERAS3 else {}))]
            elif kind < .42 and made:
                layer, shape = r.choice(made)
                fit = [t for t in pool if tuple(t.shape[1:]) == shape]
                if fit:
                    new = layer(r.choice(fit))
                    new = list(new) if isinstance(new, (list, tuple)) else [new]
            elif kind < .65:
                new = [self.operation(x)]
            elif kind < .85 or depth < 0:
                new = [self.merge(pool)]
            elif kind < .95:
                model = self.nested(tuple(x.shape[1:]), depth)
                made.append((model, tuple(x.shape[1:])))
                new = model(x, **({} if KERAS3 else self.inference()))
                new = list(new) if isinstance(new, (list, tuple)) else [new]
                self.freeze(model)
            else:
                y = r.choice(pool)
                model = self.two_inputs(tuple(x.shape[1:]), tuple(y.shape[1:]), depth)
                new = model([x, y])
                new = list(new) if isinstance(new, (list, tuple)) else [new]
            pool += [t for t in new if all(s is not None and s > 0 for s in t.shape[1:]) and np.prod(t.shape[1:]) < 3000]
        results = []
        candidates = pool[len(use):] or pool
        for _ in range(outputs):
            results.append(r.choice(candidates[-3:]))
        for x in use:
            y = self.flat(x)
            results[0] = L.Dense(3)(L.Concatenate()([self.flat(results[0]), y]))
        return results

    def freeze(self, model):
        r = self.random
        if r.random() < .2:
            model.trainable = False
        elif r.random() < .3:
            for layer in model.layers:
                layer.trainable = r.random() < .5

    def model(self):
        r = self.random
        count = r.choice([1, 1, 1, 2])
        shapes = [r.choice([(6, 5, 3), (5, 4, 2), (7,), (6, 5, 3)]) for _ in range(count)]
        inputs = [L.Input(s, name=self.name("in")) for s in shapes]
        outputs = self.grow(list(inputs), 1, r.randint(3, 12), r.choice([1, 1, 2, 3]), use=inputs)
        heads = []
        for k, x in enumerate(outputs):
            if k and r.random() < .3:
                heads.append(x)
            else:
                heads.append(L.Dense(2, name=self.name("head"))(self.flat(x)))
        form_in, form_out = "one" if count == 1 else "list", "one" if len(heads) == 1 else "list"
        ins, outs = inputs if count > 1 else inputs[0], heads if len(heads) > 1 else heads[0]
        keys_in = keys_out = None
        if r.random() < .2:
            keys_in = ["k%d" % i for i in range(count)]
            r.shuffle(keys_in)
            form_in = "dict"
        elif count == 1 and KERAS3 and r.random() < .2:
            ins, form_in = [inputs[0]], "list"
        if r.random() < .2 and KERAS3:
            keys_out = ["o%d" % i for i in range(len(heads))]
            r.shuffle(keys_out)
            form_out = "dict"
        elif len(heads) == 1 and KERAS3 and r.random() < .2:
            outs, form_out = [heads[0]], "list"
        if keys_in:
            if not KERAS3:
                keys_in = [t.name for t in inputs]
            order = sorted(range(count), key=lambda i: keys_in[i])
            ins = dict(zip(keys_in, inputs))
            inputs = [inputs[i] for i in order]
            keys_in = [keys_in[i] for i in order]
        if keys_out:
            order = sorted(range(len(heads)), key=lambda i: keys_out[i])
            outs = dict(zip(keys_out, heads))
            heads = [heads[i] for i in order]
            keys_out = [keys_out[i] for i in order]
        model = keras.Model(ins, outs, name=self.name("whole"))
        self.inputs, self.heads, self.keys_in, self.keys_out = inputs, heads, keys_in, keys_out
        self.forms = form_in, form_out
        return model

    def optimizer(self):
        r = self.random
        o = keras.optimizers
        return r.choice([lambda: o.SGD(0.01), lambda: o.SGD(0.01, momentum=0.9, nesterov=True), lambda: o.Adam(0.001, epsilon=0.01),
                         lambda: o.RMSprop(0.001, momentum=0.3, epsilon=0.01), lambda: o.AdamW(0.001, epsilon=0.01), lambda: o.Adagrad(0.01),
                         lambda: o.Adadelta(0.1, epsilon=0.01), lambda: (o.Nadam if KERAS3 else o.Adamax)(0.001, epsilon=0.01),
                         lambda: o.Adam(0.001, amsgrad=True, epsilon=0.01)])()


def packed(arrays, keys, form):
    if keys:
        return dict(zip(keys, arrays))
    return arrays[0] if form == "one" else list(arrays)


def results(model, x, keys):
    y = model.predict(x, verbose=0)
    if isinstance(y, dict):
        return [np.asarray(y[k]) for k in keys]
    return [np.asarray(v) for v in (y if isinstance(y, (list, tuple)) else [y])]


def weights_of(model, within, into):
    for layer in model.layers:
        path = within + "/" + layer.name
        if hasattr(layer, "layers"):
            weights_of(layer, path, into)
        else:
            for v in layer.weights:
                name = v.path.split("/")[-1] if KERAS3 else v.name.split("/")[-1].split(":")[0]
                into[path + "/" + name] = np.asarray(v)


def case(folder, seed):
    maker = Maker(seed)
    keras.utils.set_random_seed(seed)
    keras.backend.clear_session()
    model = maker.model()
    rng = maker.numpy
    draw(model, rng)
    steps, batch = 2, 4
    shapes = [tuple(t.shape[1:]) for t in maker.inputs]
    outs = [tuple(t.shape[1:]) for t in maker.heads]
    sample = lambda s, n: rng.normal(0, 1, (n,) + s).astype("float32")
    compiled = maker.random.random() < .7
    losses = maker.random.choice(["one", "list", "dict"])
    arrays = {}
    names = [layer_of(model, t) for t in maker.heads]
    names_in = [layer_of(model, t) for t in maker.inputs]
    if len(set(names)) < len(names):
        losses = "one"
    kinds = [maker.random.choice(["mse", "mean_absolute_error", "huber"]) for _ in outs]
    per = [maker.random.choice([None, 1.0, 0.3]) for _ in outs]
    trains = compiled and model.trainable_weights
    if trains:
        if losses == "one" or len(outs) == 1 and not maker.keys_out:
            loss, lw = kinds[0], None
            kinds = [kinds[0]] * len(outs)
            per = [None] * len(outs)
        elif losses == "list" and not maker.keys_out:
            loss, lw = kinds, [w or 1.0 for w in per]
        else:
            keys = maker.keys_out or names
            loss, lw = dict(zip(keys, kinds)), dict(zip(keys, [w or 1.0 for w in per]))
        model.compile(maker.optimizer(), loss, loss_weights=lw)
        y_of = lambda ys: packed(ys, maker.keys_out, maker.forms[1])
        for _ in range(2):
            xs = [sample(s, batch) for s in shapes]
            model.train_on_batch(packed(xs, maker.keys_in, maker.forms[0]), y_of([sample(s, batch) for s in outs]))
    suffix = maker.random.choice(["h5", "keras", "keras"] if KERAS3 else ["h5", "h5", "keras"])
    name = "load-%s-%s-random-%d" % (VERSION, suffix, seed)
    model.save(str(folder / (name + "." + suffix)))
    xs = [sample(s, 5) for s in shapes]
    for i, x in enumerate(xs):
        arrays["x%d" % i] = x
    predicted = results(model, packed(xs, maker.keys_in, maker.forms[0]), maker.keys_out)
    if not all(np.isfinite(p).all() for p in predicted):
        raise ValueError("not finite")
    for k, y in enumerate(predicted):
        arrays["y%d" % k] = y
    about = {"kind": "load", "what": "a random model, seed %d" % seed, "from": "Keras " + keras.__version__,
             "file": name + "." + suffix, "tolerance": {"rtol": 2e-5, "atol": 2e-6},
             "model_inputs": {"form": maker.forms[0], "names": names_in},
             "model_outputs": {"form": maker.forms[1], "names": names}}
    for port, keys in (("model_inputs", maker.keys_in), ("model_outputs", maker.keys_out)):
        if keys:
            about[port]["keys"] = keys
    if trains and not (KERAS3 and suffix == "h5" and not stateless(model)):
        values = []
        tx, ty = [[] for _ in shapes], [[] for _ in outs]
        for _ in range(steps):
            xs = [sample(s, batch) for s in shapes]
            ys = [sample(s, batch) for s in outs]
            if not KERAS3:
                model.reset_metrics()
            value = model.train_on_batch(packed(xs, maker.keys_in, maker.forms[0]), y_of(ys))
            if KERAS3:
                model.reset_metrics()
            values.append(float(np.asarray(value).reshape(-1)[0]))
            for i, x in enumerate(xs):
                tx[i].append(x)
            for k, y in enumerate(ys):
                ty[k].append(y)
        for i in range(len(tx)):
            arrays["train_x%d" % i] = np.stack(tx[i])
        for k in range(len(ty)):
            arrays["train_y%d" % k] = np.stack(ty[k])
        arrays["losses"] = np.array(values, "float32")
        after = {}
        weights_of(model, "after", after)
        arrays.update(after)
        about["train"] = {"steps": steps, "tolerance": {"rtol": 3e-4, "atol": 3e-5}}
    np.savez_compressed(folder / (name + ".npz"), **arrays)
    about["inputs"] = []
    about["write"] = [name + ".written" + ending for ending in WRITTEN]
    (folder / (name + ".json")).write_text(json.dumps(about, indent=1))


def check(folder):
    """Opens what Markhor has written; Keras 2 .h5 alone."""
    folder = Path(folder) / "functional"
    right = wrong = passed_over = 0
    for description in sorted(folder.glob("*.json")):
        about = json.loads(description.read_text())
        arrays = np.load(str(description)[:-5] + ".npz")
        for ending in WRITTEN if KERAS3 else WRITTEN[:1]:
            file = str(folder / (description.name[:-5] + ".written" + ending))
            if ending == JSON or not os.path.exists(file):
                continue
            if KERAS3 and ending == ".h5" and of_keras2(file):
                passed_over += 1
                continue
            keras.backend.clear_session()
            try:
                compare_written(file, about, arrays)
                right += 1
            except Exception as problem:
                wrong += 1
                print("WRONG %s: %s: %s" % (os.path.basename(file), type(problem).__name__, str(problem).replace("\n", " ")[:400]))
                if os.environ.get("TRACE"):
                    traceback.print_exc()
    print("%d right, %d wrong, %d .h5 that Keras 3 cannot read" % (right, wrong, passed_over))
    return wrong


def of_keras2(file):
    """Whether an .h5 has what Keras 3 reads in no file of Keras 2: operations, nested models, names with slashes."""
    with h5py.File(file) as opened:
        config = json.loads(opened.attrs["model_config"])["config"]
    return any(
        layer["class_name"] in ("TFOpLambda", "SlicingOpLambda") or "layers" in layer["config"] or "/" in layer["config"]["name"]
        for layer in config["layers"]
    ) or "/" in config["name"]


def compare_written(file, about, arrays):
    if file.endswith(WEIGHTS):
        model = keras.models.model_from_json(Path(file[:-len(WEIGHTS)] + JSON).read_text())
        model.load_weights(file)
    else:
        model = keras.models.load_model(file)
    given = lambda prefix: [arrays[prefix + str(i)] for i in range(len(about["model_%s" % ("inputs" if prefix[-1] == "x" else "outputs")]["names"]))]
    ins, outs = about["model_inputs"], about["model_outputs"]
    y = results(model, packed(given("x"), ins.get("keys"), ins["form"]), outs.get("keys"))
    for k, value in enumerate(y):
        close("y%d" % k, value, arrays["y%d" % k], about["tolerance"])
    if "train" not in about or file.endswith(WEIGHTS) or KERAS3 and file.endswith(".h5") and not stateless(model):
        return
    if not KERAS3 and type(model.optimizer).__name__ == "Nadam":
        return  # Keras 2 forgets the product of its momenta
    from_keras2 = not about["from"].startswith("Keras 3")
    if KERAS3 and from_keras2 and "'training': False" in str(model.get_config()):
        return  # fit of Keras 3 overrides it
    losses = []
    for xs, ys in zip(zip(*given("train_x")), zip(*given("train_y"))):
        if not KERAS3:
            model.reset_metrics()
        value = model.train_on_batch(packed(xs, ins.get("keys"), ins["form"]), packed(ys, outs.get("keys"), outs["form"]))
        if KERAS3:
            model.reset_metrics()
        losses.append(float(np.asarray(value).reshape(-1)[0]))
    close("losses", losses, arrays["losses"], about["train"]["tolerance"])
    after = {}
    weights_of(model, "after", after)
    # Keras 3 has neither slashes in names, nor the kernel of a depthwise convolution under Keras 2's name.
    plain = lambda name: name.replace("after/", "").replace("/", "_").replace("depthwise_kernel", "kernel")
    expected = {plain(name): name for name in arrays.files if name.startswith("after/")}
    for name, value in after.items():
        if KERAS3 and from_keras2 and name.endswith("moving_variance"):
            continue  # Keras 2 takes the unbiased variance
        close(name, value, arrays[expected[plain(name)]], about["train"]["tolerance"])


def close(name, received, expected, tolerance):
    received, expected = np.asarray(received), np.asarray(expected)
    if received.shape != expected.shape:
        raise ValueError("%s: %s in place of %s" % (name, received.shape, expected.shape))
    if expected.size and not np.abs(received - expected).max() <= tolerance["atol"] + tolerance["rtol"] * np.abs(expected).max():
        raise ValueError("%s: off by %.3g of %.3g" % (name, np.abs(received - expected).max(), np.abs(expected).max()))


def weights_case(folder, seed):
    """Weights of a random model for the same with other heads, some layers called otherwise where they go by name."""
    maker = Maker(seed)
    keras.utils.set_random_seed(seed)
    keras.backend.clear_session()
    model = maker.model()
    random, rng = maker.random, maker.numpy
    by_name = not KERAS3 or random.random() < .4
    draw(model, rng)
    ending = random.choice([".h5"] if not KERAS3 or by_name else [".weights.h5", ".weights.h5", ".h5"])
    name = "weights-%s-random-%d" % (VERSION, seed)
    file = name + ending
    with_all = KERAS3 and ending == ".h5"
    (model.save if with_all else model.save_weights)(str(folder / file))
    described = json.loads(model.to_json())
    heads = {layer_of(model, t) for t in maker.heads}
    changed = False
    for layer in described["config"]["layers"]:
        if layer["name"] in heads and layer["class_name"] == "Dense" and len(layer["inbound_nodes"]) == 1 and random.random() < .6:
            layer["config"]["units"] = 3
            changed = True
    if not changed and not by_name:
        raise ValueError("the same heads")
    text = json.dumps(described)
    if by_name:
        for layer in described["config"]["layers"]:
            if layer["class_name"] in ("Conv2D", "Dense") and random.random() < .3:
                text = text.replace('"%s"' % layer["name"], '"other_%s"' % layer["name"])
    other = keras.models.model_from_json(text)
    draw(other, rng)
    base = name + ".base" + (".weights.h5" if KERAS3 else ".h5")
    other.save_weights(str(folder / base))
    load = {"skip_mismatch": True}
    if by_name:
        load["by_name"] = True
    before = other.get_weights()
    other.load_weights(str(folder / file), **load)
    if all((a == b).all() for a, b in zip(before, other.get_weights())):
        raise ValueError("nothing was loaded")
    shapes = [tuple(t.shape[1:]) for t in maker.inputs]
    xs = [rng.normal(0, 1, (4,) + s).astype("float32") for s in shapes]
    arrays = {"x%d" % i: x for i, x in enumerate(xs)}
    y = results(other, packed(xs, maker.keys_in, maker.forms[0]), maker.keys_out)
    arrays.update({"y%d" % k: value for k, value in enumerate(y)})
    np.savez_compressed(folder / (name + ".npz"), **arrays)
    about = {"kind": "weights", "what": "weights for another random model, seed %d" % seed, "from": "Keras " + keras.__version__,
             "file": file, "base": base, "load": load, "model": json.loads(text), "inputs": [],
             "tolerance": {"rtol": 2e-5, "atol": 2e-6},
             "model_inputs": {"form": maker.forms[0], "names": [layer_of(other, t) for t in other.inputs]},
             "model_outputs": {"form": maker.forms[1], "names": [layer_of(other, t) for t in other.outputs]}}
    for port, keys in (("model_inputs", maker.keys_in), ("model_outputs", maker.keys_out)):
        if keys:
            about[port]["keys"] = keys
    (folder / (name + ".json")).write_text(json.dumps(about, indent=1))


def draw(model, rng):
    weights = [rng.normal(0, 0.4, w.shape).astype("float32") for w in model.get_weights()]
    model.set_weights([np.abs(w) + 0.5 if "variance" in v.name else w for w, v in zip(weights, model.weights)])


def stateless(model):
    return type(model.optimizer).__name__ == "SGD" and not model.optimizer.momentum


def layer_of(model, tensor):
    history = tensor._keras_history
    return (history.operation if hasattr(history, "operation") else history.layer).name


def cases(folder, first, count, case=case):
    folder = Path(folder) / "functional"
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for seed in range(first, first + count):
        try:
            case(folder, seed)
            made += 1
        except Exception as problem:
            print("seed %d: %s: %s" % (seed, type(problem).__name__, str(problem).replace("\n", " ")[:200]))
            if os.environ.get("TRACE"):
                traceback.print_exc()
    print("%d cases" % made)


if __name__ == "__main__":
    if sys.argv[1:2] == ["cases"] and len(sys.argv) == 5:
        cases(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1:2] == ["weights"] and len(sys.argv) == 5:
        cases(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), weights_case)
    elif sys.argv[1:2] == ["check"] and len(sys.argv) == 3:
        sys.exit(check(sys.argv[2]) > 0)
    else:
        sys.exit(__doc__)
