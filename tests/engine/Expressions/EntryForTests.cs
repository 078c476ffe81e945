namespace OcrWorkflows.Tests.Expressions;

public enum Grade
{
    Fail = 0,
    Pass = 1,
    Merit = 2,
}

public sealed record UnitForTests
{
    public required string Code { get; init; }
    public int Credits { get; init; }
    public decimal Fee { get; init; }
    public int? Mark { get; init; }
    public Grade Grade { get; init; }
}

/// <summary>Facts with one member of every kind that the language treats in a way of its own.</summary>
public sealed record EntryForTests
{
    public string? Title { get; init; } = "Cambridge Technical";
    public int Level { get; init; } = 3;
    public int? Mark { get; init; }
    public long Number { get; init; } = 12345;
    public decimal Fee { get; init; } = 12.50m;
    public double Weight { get; init; } = 0.5;
    public bool Late { get; init; }
    public bool? Confirmed { get; init; }
    public Grade Grade { get; init; } = Grade.Merit;
    public DateOnly DecisionDate { get; init; } = new(2026, 12, 21);
    public DateOnly? Deadline { get; init; } = new(2026, 12, 31);
    public DateTimeOffset ReceivedAt { get; init; } = new(2026, 12, 21, 9, 30, 0, TimeSpan.Zero);
    public DateTime Sat { get; init; } = new(2026, 11, 2, 9, 0, 0);
    public UnitForTests? Unit { get; init; }
    public IReadOnlyList<UnitForTests> Units { get; init; } =
    [
        new() { Code = "F200", Credits = 10, Fee = 1.25m, Mark = 40, Grade = Grade.Pass },
        new() { Code = "F201", Credits = 20, Fee = 2.50m, Grade = Grade.Merit },
        new() { Code = "F202", Credits = 5, Fee = 0.25m, Mark = 10, Grade = Grade.Fail },
    ];
    public IReadOnlyList<int> Marks { get; init; } = [3, 1, 2];
    public IReadOnlyDictionary<string, int> Credits { get; init; } = new Dictionary<string, int> { ["core"] = 60 };
    public IEnumerable<string> Lazy => Units.Select(u => u.Code);

    public bool Mutate() => true;
}
