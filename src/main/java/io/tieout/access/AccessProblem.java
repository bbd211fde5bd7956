package io.tieout.access;

import io.tieout.kernel.ProblemType;

/** Problems of people, clients, secrets and the configuration file. */
public enum AccessProblem implements ProblemType {
    PERSON_EXISTS(
            "person.exists", 409, "There is a person of this name", "Choose another name, or change that person."),
    PERSON_LAST_ADMINISTRATOR(
            "person.last-administrator",
            409,
            "Somebody must be able to administer the hub",
            "Make another person administrator first."),
    ROLE_UNKNOWN("role.unknown", 422, "There is no such role", "See the list of roles."),
    PASSWORD_REFUSED(
            "password.refused",
            422,
            "This password cannot be used",
            "Take at least 12 characters (at most 72 bytes) that are not your name and not the old password."),
    PASSWORD_WRONG("password.wrong", 403, "The present password is not right", "Type the present password again."),
    CLIENT_EXISTS("client.exists", 409, "There is a client of this name", "Choose another name, or rotate its key."),
    CLIENT_UNKNOWN("client.unknown", 404, "There is no such client", "See the list of clients."),
    SCOPE_UNKNOWN("scope.unknown", 422, "There is no such scope", "See the list of scopes."),
    SCOPE_NOT_HELD(
            "scope.not-held",
            403,
            "Nobody can give away what they do not hold",
            "Let an administrator, or a client with these scopes, do it."),
    SECRET_UNREADABLE(
            "secret.unreadable",
            500,
            "A stored secret cannot be decrypted",
            "Start the hub with the TIEOUT_SECRET_KEY it was stored under, or enter the secret again."),
    SECRET_REFERENCE_EMPTY(
            "secret.reference-empty",
            500,
            "A secret's environment variable is not set",
            "Set the variable that the secret refers to and start the hub again."),
    SECRET_REFERENCE_REFUSED(
            "secret.reference-refused",
            422,
            "This environment variable cannot be a secret",
            "Use a variable whose name begins neither with TIEOUT_ nor with SPRING_."),
    CONFIG_INVALID(
            "config.invalid",
            422,
            "The configuration file is not valid",
            "Mend what errors[] points at; the schema is at /api/config.schema.json. Nothing was applied.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    AccessProblem(String code, int status, String title, String advice) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
