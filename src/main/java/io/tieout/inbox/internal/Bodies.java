package io.tieout.inbox.internal;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Raw bytes: hashed and compressed on the way in, and streamed back; never more than one chunk of a large one in memory. */
@Repository
public class Bodies {

    /** Up to this size a body lies in the message's own row. */
    public static final int INLINE_BYTES_MAX = 256 * 1024;

    private static final int CHUNK_BYTES = 1024 * 1024;

    private final JdbcClient jdbc;
    private final long bodyBytesMax;

    Bodies(JdbcClient jdbc, @Value("${tieout.inbox.body-max-bytes:134217728}") long bodyBytesMax) {
        this.jdbc = jdbc;
        this.bodyBytesMax = bodyBytesMax;
    }

    /** Takes in what fits the row; the rest of a larger body is left in the stream. */
    public static Head head(InputStream body) {
        try {
            var head = body.readNBytes(INLINE_BYTES_MAX + 1);
            return new Head(head, head.length <= INLINE_BYTES_MAX);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @throws ProblemException {@code message.too-large} */
    public void demandSize(long bytes) {
        if (bytes > bodyBytesMax) {
            throw new ProblemException(InboxProblem.TOO_LARGE, "A message has at most " + bodyBytesMax + " bytes");
        }
    }

    /** Stores a large body in chunks, in the caller's transaction. */
    public Digest store(MessageId id, int revision, byte[] head, InputStream rest) {
        try {
            var digest = sha256();
            var whole = new SequenceInputStream(new java.io.ByteArrayInputStream(head), rest);
            var buffer = new byte[CHUNK_BYTES];
            var size = 0L;
            for (var chunk = 0; ; chunk++) {
                var length = whole.readNBytes(buffer, 0, CHUNK_BYTES);
                if (length == 0 && chunk > 0) {
                    return new Digest(HexFormat.of().formatHex(digest.digest()), size);
                }
                size += length;
                if (size > bodyBytesMax) {
                    throw new ProblemException(
                            InboxProblem.TOO_LARGE, "A message has at most " + bodyBytesMax + " bytes");
                }
                digest.update(buffer, 0, length);
                insertChunk(id, revision, chunk, Gzip.pack(buffer, length));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void insertChunk(MessageId id, int revision, int chunk, byte[] data) {
        jdbc.sql("insert into inbox.body_chunk (message_id, revision, chunk, data) values (?, ?, ?, ?)")
                .params(id.value(), revision, chunk, data)
                .update();
    }

    /** Streams a body back, chunk by chunk. */
    public InputStream open(MessageId id, int revision, byte @Nullable [] inline) throws IOException {
        if (revision == 0 && inline != null) {
            return Gzip.unpack(inline);
        }
        return new SequenceInputStream(new Chunks(id, revision));
    }

    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The beginning of a body, which may be all of it. */
    public record Head(byte[] bytes, boolean whole) {}

    /** What a body was. */
    public record Digest(String sha256, long sizeBytes) {}

    private final class Chunks implements Enumeration<InputStream> {

        private final MessageId id;
        private final int revision;
        private int next;
        private @Nullable InputStream ahead;

        Chunks(MessageId id, int revision) {
            this.id = id;
            this.revision = revision;
        }

        @Override
        public boolean hasMoreElements() {
            if (ahead == null) {
                ahead = read(next++);
            }
            return ahead != null;
        }

        @Override
        public InputStream nextElement() {
            if (!hasMoreElements() || ahead == null) {
                throw new NoSuchElementException();
            }
            var chunk = ahead;
            ahead = null;
            return chunk;
        }

        private @Nullable InputStream read(int chunk) {
            var data = jdbc.sql("select data from inbox.body_chunk where message_id = ? and revision = ? and chunk = ?")
                    .params(id.value(), revision, chunk)
                    .query(byte[].class)
                    .optional();
            try {
                return data.isPresent() ? Gzip.unpack(data.get()) : null;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
