package io.tieout.platform.internal.events;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.core.EventSerializer;

/** Keeps with an event why its listener failed, which the library does not (spring-modulith #1698). */
final class FailureReasons implements MethodInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReasons.class);

    private final ObjectProvider<ParkedEventRows> rows;
    private final ObjectProvider<EventSerializer> serializer;

    FailureReasons(ObjectProvider<ParkedEventRows> rows, ObjectProvider<EventSerializer> serializer) {
        this.rows = rows;
        this.serializer = serializer;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        try {
            return invocation.proceed();
        } catch (Exception failure) {
            note(invocation, failure);
            throw failure;
        }
    }

    private void note(MethodInvocation invocation, Exception failure) {
        var listener =
                AnnotatedElementUtils.findMergedAnnotation(invocation.getMethod(), ApplicationModuleListener.class);
        if (listener == null || listener.id().isEmpty() || invocation.getArguments().length != 1) {
            return;
        }
        var cause = NestedExceptionUtils.getMostSpecificCause(failure);
        try {
            var event = serializer
                    .getObject()
                    .serialize(invocation.getArguments()[0])
                    .toString();
            rows.getObject()
                    .noteError(event, listener.id(), cause.getClass().getSimpleName() + ": " + cause.getMessage());
        } catch (DataAccessException databaseAway) {
            // The event is tried again without its reason; the failure itself is what counts.
            LOG.warn("The reason why {} failed could not be kept", listener.id(), databaseAway);
        }
    }
}
