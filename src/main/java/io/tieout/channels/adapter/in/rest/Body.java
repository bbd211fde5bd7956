package io.tieout.channels.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, which can be opened as often as wanted: a small one in memory, a large one in a temporary file, so that
 * neither the heap nor a database transaction waits for a slow sender.
 */
final class Body implements AutoCloseable {

    private static final int IN_MEMORY_BYTES_MAX = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** How much of a refused body is read and thrown away, so that the sender gets to see the answer. */
    private static final long DRAIN_BYTES_MAX = 512L * 1024 * 1024;

    private final byte @Nullable [] bytes;
    private final @Nullable Path file;

    private Body(byte @Nullable [] bytes, @Nullable Path file) {
        this.bytes = bytes;
        this.file = file;
    }

    /** @throws ProblemException {@code request.too-large} */
    static Body of(HttpServletRequest request, long bytesMax) throws IOException {
        var stream = request.getInputStream();
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge(stream, bytesMax);
        }
        var head = stream.readNBytes((int) Math.min(IN_MEMORY_BYTES_MAX, bytesMax) + 1);
        if (head.length > bytesMax) {
            throw tooLarge(stream, bytesMax);
        }
        return head.length <= IN_MEMORY_BYTES_MAX ? new Body(head, null) : spooled(head, stream, bytesMax);
    }

    private static Body spooled(byte[] head, InputStream stream, long bytesMax) throws IOException {
        var file = Files.createTempFile("tieout-in-", ".body");
        var complete = false;
        try (var out = Files.newOutputStream(file)) {
            out.write(head);
            var size = (long) head.length;
            var buffer = new byte[BUFFER_BYTES];
            for (var length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                size += length;
                if (size > bytesMax) {
                    throw tooLarge(stream, bytesMax);
                }
                out.write(buffer, 0, length);
            }
            complete = true;
            return new Body(null, file);
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static ProblemException tooLarge(InputStream rest, long bytesMax) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var drained = 0L;
        for (var length = rest.read(buffer); length >= 0 && drained < DRAIN_BYTES_MAX; length = rest.read(buffer)) {
            drained += length;
        }
        return new ProblemException(CommonProblem.REQUEST_TOO_LARGE, "A body has at most " + bytesMax + " bytes here");
    }

    InputStream open() throws IOException {
        return bytes != null ? new ByteArrayInputStream(bytes) : Files.newInputStream(path());
    }

    /** All of it; only for bodies that were limited to what the heap bears. */
    byte[] bytes() throws IOException {
        return bytes != null ? bytes : Files.readAllBytes(path());
    }

    private Path path() {
        if (file == null) {
            throw new IllegalStateException("Neither bytes nor file");
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
