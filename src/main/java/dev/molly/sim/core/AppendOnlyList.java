package dev.molly.sim.core;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// Items that are added and never removed, so that a list of all items so far needs no copy. It is
/// as safe for use by several threads as the lock under which it is used.
public final class AppendOnlyList<E> {
  private E[] items;
  private int size;

  @SuppressWarnings("unchecked")
  public AppendOnlyList() {
    items = (E[]) new Object[16];
  }

  public void add(E item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  /// Returns the items so far. Later ones do not show in it.
  public List<E> soFar() {
    return new SoFar<>(items, size);
  }

  private static final class SoFar<E> extends AbstractList<E> implements RandomAccess {
    private final E[] items;
    private final int size;

    SoFar(E[] items, int size) {
      this.items = items;
      this.size = size;
    }

    @Override
    public E get(int index) {
      if (index >= size) {
        throw new IndexOutOfBoundsException(index);
      }
      return items[index];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
