package io.tieout.inbox;

import io.tieout.kernel.MessageId;

/** What the door answers: the message's id, and whether it was there before. */
public record Receipt(MessageId id, InboxMessage.State state, boolean duplicate) {}
