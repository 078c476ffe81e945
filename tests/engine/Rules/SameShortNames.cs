namespace OcrWorkflows.Tests.Rules.One
{
    public sealed record Facts
    {
        public int V { get; init; }
    }
}

namespace OcrWorkflows.Tests.Rules.Two
{
    public sealed record Facts
    {
        public int V { get; init; }
    }
}
