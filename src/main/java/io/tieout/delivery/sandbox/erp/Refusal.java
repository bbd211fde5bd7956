package io.tieout.delivery.sandbox.erp;

import org.springframework.http.HttpStatus;

/** The sandbox will not do it; answered as {@code {code, message}} in its own way. */
final class Refusal extends RuntimeException {

    private final transient HttpStatus status;
    private final String code;

    Refusal(HttpStatus status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal business(String code, String message) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, code, message);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
