package io.sanhang.identity.client;

import org.bson.codecs.pojo.annotations.BsonId;

/** @param sealed the private JWK (RFC 7517), encrypted */
public record SigningKey(@BsonId String id, String sealed) {}
