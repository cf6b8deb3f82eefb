import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The library hands out the very documents that it changes field by field, so one that is read while it is changed may be half old and half new,
 * which no MongoDB does. Here every document that is found is a copy, and a change is seen when it is put back.
 */
class Copies extends H2Backend {
  Copies(String file) {
    super(file);
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new Database(name);
  }

  /** It opens its collections while it is made, and may ask the backend for the file by then, but itself for nothing. */
  private class Database extends H2Database {
    Database(String name) {
      super(name, getMvStore(), getCursorRegistry());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
      String space = getFullCollectionNamespace(name);
      MVStore store = getMvStore();
      return new Collection(this, name, options, store.openMap("databases." + space), store.openMap("meta." + space), getCursorRegistry());
    }
  }

  private static class Collection extends H2Collection {
    private final QueryMatcher matcher = new DefaultQueryMatcher();

    Collection(
        MongoDatabase database,
        String name,
        CollectionOptions options,
        MVMap<Object, Document> data,
        MVMap<String, Object> meta,
        CursorRegistry cursors) {
      super(database, name, options, data, meta, cursors);
    }

    @Override
    protected Document getDocument(Object position) {
      Document document = super.getDocument(position);
      return document == null ? null : document.cloneDeeply();
    }

    @Override
    protected QueryResult matchDocumentsFromStream(
        Document query,
        Stream<Document> documents,
        int skip,
        int limit,
        int batch,
        Comparator<Document> order,
        Document projection) {
      Stream<Document> copies = documents.filter(one -> matcher.matches(one, query)).map(Document::cloneDeeply);
      return super.matchDocumentsFromStream(query, copies, skip, limit, batch, order, projection);
    }
  }
}
