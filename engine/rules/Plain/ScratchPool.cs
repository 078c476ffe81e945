namespace OcrWorkflows.Rules.Plain;

/// <summary>Keeps a <see cref="Scratch"/> for each processor, so that threads do not wait for one another; one that is in use just leads to another.</summary>
internal sealed class ScratchPool(PlainLayout layout)
{
    /// <summary>Places between two that are used, so that no two of these lie in one line of the processor's memory.</summary>
    private const int Apart = 16;

    private const int Processors = 64;

    private readonly Scratch?[] _idle = new Scratch?[Processors * Apart];

    public PlainLayout Layout => layout;

    public Scratch Take() => Interlocked.Exchange(ref Place(), null) ?? new Scratch(layout);

    public void GiveBack(Scratch scratch)
    {
        scratch.Clear();
        Volatile.Write(ref Place(), scratch);
    }

    private ref Scratch? Place() => ref _idle[(Thread.GetCurrentProcessorId() & (Processors - 1)) * Apart];
}
