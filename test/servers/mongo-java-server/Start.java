import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** Port, file, another port: a server on loopback whose databases lie in one H2 file, and beside it one that is as old as this library says by itself. */
public class Start {
  /** Its own highest version answers wire version 8; the official driver speaks to 9 and above, which is what MongoDB 4.4 answers. */
  static final MongoVersion version = new MongoVersion() {
    @Override
    public List<Integer> getVersionArray() {
      return List.of(4, 4, 0);
    }

    @Override
    public int getWireVersion() {
      return 9;
    }
  };

  public static void main(String[] args) {
    H2Backend backend = new Copies(args[1]);
    backend.version(version);
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    MongoServer old = new MongoServer(H2Backend.inMemory());
    old.bind("127.0.0.1", Integer.parseInt(args[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    System.out.println("listening on " + server.getLocalAddress());
  }
}
