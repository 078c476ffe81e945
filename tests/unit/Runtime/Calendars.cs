using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>The product's own files, found from where the tests run.</summary>
internal static class ProductFiles
{
    public static string Root { get; } = Find();

    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    private static string Find()
    {
        var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "OcrWorkflows.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException("The solution's folder is not above the tests.");
    }
}

internal static class Calendars
{
    public static WorkingCalendar EnglandAndWales { get; } = Load("england-and-wales");

    public static WorkingCalendar Load(string division)
    {
        var load = WorkingCalendar.Read("bank-holidays.json", ProductFiles.Read("rule-sets/calendars/bank-holidays.json"), division);
        Assert.That(load.Diagnostics, Is.Empty);
        return load.Calendar!;
    }
}
