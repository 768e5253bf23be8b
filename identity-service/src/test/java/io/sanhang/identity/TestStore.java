package io.sanhang.identity;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.sanhang.support.crypto.CryptoProperties;
import io.sanhang.support.crypto.PersonalData;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.TestServers;

/** An empty database, for what needs a store and no Spring. */
public final class TestStore implements AutoCloseable {

    public static final PersonalData PERSONAL_DATA = new PersonalData(
            new CryptoProperties(CryptoProperties.Suite.INTL, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

    private final MongoClient client = MongoClients.create(TestServers.storeUri());
    private final MongoDatabase database = client.getDatabase("t-" + Ids.random());

    public MongoDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.drop();
        client.close();
    }
}
