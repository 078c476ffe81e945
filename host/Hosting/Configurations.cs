namespace OcrWorkflows.Host.Hosting;

/// <summary>Where settings come from, in rising order: appsettings.json beside the program, variables named <c>OCR_…</c>, then the command line.</summary>
public static class Configurations
{
    /// <param name="overrides">Settings by key, such as <c>Database:Connection</c>; null values are left out.</param>
    public static IConfigurationRoot Read(IEnumerable<KeyValuePair<string, string?>> overrides) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false)
            .AddEnvironmentVariables("OCR_")
            .AddInMemoryCollection(overrides.Where(o => o.Value is not null))
            .Build();
}
