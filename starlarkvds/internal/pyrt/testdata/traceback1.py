def inner(x):
    values = [1, 2]
    return values[x]


def outer():
    for i in range(2, 4):
        print(i)
        inner(i)


outer()
