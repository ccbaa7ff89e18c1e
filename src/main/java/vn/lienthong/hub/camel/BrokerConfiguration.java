package vn.lienthong.hub.camel;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The broker that carries wake-ups: inside this process, or an external Artemis when {@code hub.broker.url}
 * (HUB_BROKER_URL) names one. The hub starts and works without the external one, only slower.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {
    /** A dead broker blocks the thread that sends wake-ups no longer than this. */
    private static final int CALL_MILLIS = 5000;

    @Bean
    @ConditionalOnExpression("'${hub.broker.url:}'.isBlank()")
    InsideBroker insideBroker(@Value("${hub.data-dir}") Path data) throws Exception {
        return new InsideBroker(data.resolve("broker"));
    }

    @Bean
    ConnectionFactory wakeUpConnections(
            ObjectProvider<InsideBroker> inside,
            @Value("${hub.broker.url:}") String url,
            @Value("${hub.broker.username:}") String username,
            @Value("${hub.broker.password:}") String password) {
        @Nullable InsideBroker broker = inside.getIfAvailable();
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(broker != null ? broker.url() : url);
        if (!username.isBlank()) {
            artemis.setUser(username);
            artemis.setPassword(password);
        }
        artemis.setCallTimeout(CALL_MILLIS);
        artemis.setCallFailoverTimeout(CALL_MILLIS);
        artemis.setBlockOnDurableSend(false);
        CachingConnectionFactory kept = new CachingConnectionFactory(artemis);
        kept.setCacheConsumers(false);
        kept.setReconnectOnException(true);
        return kept;
    }
}
