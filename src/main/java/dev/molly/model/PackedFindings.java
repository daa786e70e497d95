package dev.molly.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Findings in their order, compressed: a finding takes some 30 bytes in place of a kilobyte, so
/// that a million fit into a small heap. They are read one after another, as often as needed;
/// random access is slow.
public final class PackedFindings extends AbstractList<Finding> {
  /// The number of findings that are compressed together: all of them are read for one of them.
  private static final int CHUNK = 512;

  private final List<byte[]> chunks;
  private final int size;
  private final Templates templates;

  private PackedFindings(List<byte[]> chunks, int size, Templates templates) {
    this.chunks = chunks;
    this.size = size;
    this.templates = templates;
  }

  /// Collects findings in any order. Thread-safe.
  public static final class Builder {
    /// The number of findings that are held as they are. As many are sorted at a time.
    private static final int RUN = 32_768;

    private final Templates templates = new Templates();
    private final List<PackedFindings> runs = new ArrayList<>();
    private List<Finding> open = new ArrayList<>();

    /// Adds a finding.
    public synchronized void add(Finding finding) {
      open.add(finding);
      if (open.size() == RUN) {
        Collections.sort(open);
        runs.add(packed(open.iterator(), templates));
        open = new ArrayList<>();
      }
    }

    /// Returns the findings in their order; as they are, if they are few.
    public synchronized List<Finding> build() {
      Collections.sort(open);
      if (runs.isEmpty()) {
        return List.copyOf(open);
      }
      var sources = new ArrayList<Iterator<Finding>>();
      runs.forEach(run -> sources.add(run.consume()));
      runs.clear();
      sources.add(open.iterator());
      return packed(new Merge(sources), templates);
    }
  }

  private static PackedFindings packed(Iterator<Finding> sorted, Templates templates) {
    var chunks = new ArrayList<byte[]>();
    var chunk = new Chunk(templates);
    int size = 0;
    while (sorted.hasNext()) {
      chunk.add(sorted.next());
      size++;
      if (size % CHUNK == 0) {
        chunks.add(chunk.compressed());
      }
    }
    if (size % CHUNK != 0) {
      chunks.add(chunk.compressed());
    }
    return new PackedFindings(chunks, size, templates);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Finding get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    var reader = new Reader(chunks.get(index / CHUNK), templates);
    for (int n = 0; n < index % CHUNK; n++) {
      reader.next();
    }
    return reader.next();
  }

  @Override
  public Iterator<Finding> iterator() {
    return new Chunks(false);
  }

  /// Returns the findings once: each chunk is released when its findings have been returned.
  private Iterator<Finding> consume() {
    return new Chunks(true);
  }

  private final class Chunks implements Iterator<Finding> {
    private final boolean consumes;
    private int next;
    private @Nullable Reader reader;

    Chunks(boolean consumes) {
      this.consumes = consumes;
    }

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Finding next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int chunk = next / CHUNK;
      Reader from = reader;
      if (from == null || next % CHUNK == 0) {
        from = new Reader(chunks.get(chunk), templates);
        reader = from;
        if (consumes) {
          chunks.set(chunk, new byte[0]);
        }
      }
      next++;
      return from.next();
    }
  }

  /// Several sorted sources as one.
  private static final class Merge implements Iterator<Finding> {
    private record Head(Finding finding, Iterator<Finding> rest) {}

    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparing(Head::finding));

    Merge(List<Iterator<Finding>> sources) {
      sources.forEach(this::offer);
    }

    private void offer(Iterator<Finding> source) {
      if (source.hasNext()) {
        heads.add(new Head(source.next(), source));
      }
    }

    @Override
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    @Override
    public Finding next() {
      Head first = heads.remove();
      offer(first.rest());
      return first.finding();
    }
  }

  /// What many findings have in common. Thread-safe.
  private static final class Templates {
    private record Template(
        RuleId rule,
        Severity severity,
        ControlId control,
        FindingStatus status,
        String explain,
        KindId kind,
        AccountId account,
        RegionId region,
        Optional<String> missingPermission,
        Owner owner) {}

    private final List<Template> all = new ArrayList<>();
    private final Map<Template, Integer> indices = new HashMap<>();

    synchronized int index(Finding finding) {
      ResourceId id = finding.resource().id();
      var template =
          new Template(
              finding.rule(),
              finding.severity(),
              finding.control(),
              finding.status(),
              finding.explain(),
              id.kind(),
              id.account(),
              id.region(),
              finding.missingPermission(),
              finding.owner());
      return indices.computeIfAbsent(
          template,
          added -> {
            all.add(added);
            return all.size() - 1;
          });
    }

    private synchronized Template get(int index) {
      return all.get(index);
    }

    Finding finding(int index, Reader reader) {
      Template common = get(index);
      var id = new ResourceId(common.kind, common.account, common.region, reader.text());
      var ref = new ResourceRef(id, reader.text(), reader.text(), reader.text());
      String reason = reader.text();
      Optional<String> fix = reader.flag() ? Optional.of(reader.text()) : Optional.empty();
      boolean protectable = reader.flag();
      return new Finding(
          common.rule,
          common.severity,
          ref,
          common.control,
          common.status,
          reason,
          common.missingPermission,
          fix,
          protectable,
          common.explain,
          common.owner);
    }
  }

  /// Findings on their way into a chunk.
  private static final class Chunk {
    private final Templates templates;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

    Chunk(Templates templates) {
      this.templates = templates;
    }

    void add(Finding finding) {
      ResourceRef ref = finding.resource();
      room(Integer.BYTES).putInt(templates.index(finding));
      text(ref.id().uid());
      text(ref.identifier());
      text(ref.name());
      text(ref.arn());
      text(finding.reason());
      room(1).put((byte) (finding.fix().isPresent() ? 1 : 0));
      finding.fix().ifPresent(this::text);
      room(1).put((byte) (finding.protectable() ? 1 : 0));
    }

    /// A name from AWS may be no valid Unicode, so each character is kept as it is.
    private void text(String text) {
      boolean narrow = text.chars().allMatch(c -> c < 256);
      byte[] encoded = narrow ? text.getBytes(ISO_8859_1) : wide(text);
      room(Integer.BYTES + 1 + encoded.length)
          .put((byte) (narrow ? 0 : 1))
          .putInt(encoded.length)
          .put(encoded);
    }

    private static byte[] wide(String text) {
      ByteBuffer encoded = ByteBuffer.allocate(2 * text.length());
      text.chars().forEach(c -> encoded.putChar((char) c));
      return encoded.array();
    }

    private ByteBuffer room(int more) {
      if (bytes.remaining() < more) {
        bytes =
            ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more))
                .put(bytes.flip());
      }
      return bytes;
    }

    /// Returns the length and the compressed findings, and begins the next chunk.
    byte[] compressed() {
      try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
        deflater.setInput(bytes.flip());
        deflater.finish();
        byte[] out = new byte[Integer.BYTES + bytes.limit() + 64];
        ByteBuffer.wrap(out).putInt(bytes.limit());
        int length = Integer.BYTES;
        while (!deflater.finished()) {
          if (length == out.length) {
            out = Arrays.copyOf(out, 2 * out.length);
          }
          length += deflater.deflate(out, length, out.length - length);
        }
        bytes.clear();
        return Arrays.copyOf(out, length);
      }
    }
  }

  /// Reads the findings of a chunk.
  private static final class Reader {
    private final Templates templates;
    private final ByteBuffer bytes;

    Reader(byte[] chunk, Templates templates) {
      this.templates = templates;
      ByteBuffer compressed = ByteBuffer.wrap(chunk);
      byte[] raw = new byte[compressed.getInt()];
      try (var inflater = new Inflater()) {
        inflater.setInput(compressed);
        int length = 0;
        while (length < raw.length) {
          length += inflater.inflate(raw, length, raw.length - length);
        }
      } catch (DataFormatException e) {
        throw new IllegalStateException("what was compressed in this process", e);
      }
      bytes = ByteBuffer.wrap(raw);
    }

    Finding next() {
      return templates.finding(bytes.getInt(), this);
    }

    String text() {
      boolean wide = flag();
      byte[] encoded = new byte[bytes.getInt()];
      bytes.get(encoded);
      if (!wide) {
        return new String(encoded, ISO_8859_1);
      }
      char[] characters = new char[encoded.length / 2];
      ByteBuffer.wrap(encoded).asCharBuffer().get(characters);
      return new String(characters);
    }

    boolean flag() {
      return bytes.get() == 1;
    }
  }
}
