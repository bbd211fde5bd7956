package io.tieout.broken.alpha.adapter.in.rest;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Talks SQL at the border. */
public record AlphaDoor(JdbcClient jdbc) {}
