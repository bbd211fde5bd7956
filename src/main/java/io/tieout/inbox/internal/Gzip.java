package io.tieout.inbox.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of bodies and chunks. */
public final class Gzip {

    private Gzip() {}

    public static byte[] pack(byte[] bytes, int length) {
        var packed = new ByteArrayOutputStream(Math.max(64, length / 3));
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes, 0, length);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    public static InputStream unpack(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed));
    }
}
