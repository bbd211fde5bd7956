import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A webhook receiver to look at: java docs/examples/Receiver.java 9999 */
void main(String[] args) throws Exception {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    server.createContext("/", exchange -> {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        IO.println(exchange.getRequestHeaders().getFirst("webhook-id") + " " + body);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    });
    server.start();
}
