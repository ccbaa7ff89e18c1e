package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;

class MappingBeansTest {
    @Test
    void thePacksAreFoundUnderTheHomeOfTheHub() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("hub.home", ".")));
            context.registerBean(PropertySourcesPlaceholderConfigurer.class);
            context.registerBean(FarSystems.class, () -> new SomeSystems(new SystemId("onestop")));
            context.register(JsltMappings.class, CsvProcedures.class);
            context.refresh();

            assertThat(context.getBean(Mappings.class)).isInstanceOf(JsltMappings.class);
            assertThat(context.getBean(JsltMappings.class).faultyPacks()).isEmpty();
            assertThat(context.getBean(Procedures.class).byNational("1.001978"))
                    .map(Procedures.Procedure::specialised)
                    .contains("TCTN_MOI");
            assertThat(context.getBean(Procedures.class).byOneStop("2.000815.000.00.00.H53"))
                    .map(Procedures.Procedure::system)
                    .isEmpty();
            assertThat(context.getBean(Procedures.class).bySpecialised(new SystemId("land"), "TCTN_MOI"))
                    .isEmpty();
        }
    }
}
