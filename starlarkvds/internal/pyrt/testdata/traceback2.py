def load(name):
    try:
        return {}[name]
    except KeyError as e:
        raise ValueError("cannot load " + name) from e


class T:
    def run(self):
        with Ctx():
            return load("x")


class Ctx:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


T().run()
