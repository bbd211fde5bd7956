package io.tieout.delivery.adapter.in.rest;

import io.tieout.delivery.internal.Envelope;
import io.tieout.delivery.internal.EventType;
import io.tieout.delivery.internal.PayloadSchema;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The JSON schemas that {@code dataschema} names; public, as the types are. */
@RestController
@RequestMapping("/api/v1/events")
class EventSchemasController {

    private final Envelope envelope;

    EventSchemasController(Envelope envelope) {
        this.envelope = envelope;
    }

    @GetMapping(path = "/{type}/schema", produces = "application/schema+json")
    ObjectNode schema(@PathVariable String type) {
        var known = EventType.named(type)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No event type " + type));
        return PayloadSchema.of(known).put("$id", envelope.schemaUrl(known));
    }
}
