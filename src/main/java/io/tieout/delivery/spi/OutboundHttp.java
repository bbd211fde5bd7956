package io.tieout.delivery.spi;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The one way out over HTTP: checks the address that is connected to, follows no redirects, limits time and size.
 */
public interface OutboundHttp {

    Reply exchange(Request request);

    /**
     * @param allowInternal whether loopback and private addresses may be connected to
     * @param answerBytesMax how much of the answer is read; what is longer is cut there
     */
    record Request(
            String method,
            URI url,
            Map<String, String> headers,
            Optional<String> body,
            Duration timeout,
            boolean allowInternal,
            int answerBytesMax) {

        /** Enough for an acknowledgement. */
        public static final int ANSWER_BYTES = 64 * 1024;

        public Request {
            headers = Map.copyOf(headers);
        }

        public Request(
                String method,
                URI url,
                Map<String, String> headers,
                Optional<String> body,
                Duration timeout,
                boolean allowInternal) {
            this(method, url, headers, body, timeout, allowInternal, ANSWER_BYTES);
        }
    }

    /** What came of it. */
    sealed interface Reply {

        /**
         * An answer.
         *
         * @param headers by lower-case name; of several with one name, the first
         * @param body as text of UTF-8; a document that is packed with gzip is unpacked
         */
        record Answer(int status, Map<String, String> headers, String body) implements Reply {}

        /** Nothing was sent: no connection, or an address that is not allowed. */
        record NotSent(String reason) implements Reply {}

        /** Something may have been sent, and no complete answer came back. */
        record Lost(String reason) implements Reply {}
    }
}
