namespace OcrWorkflows.Centres.Sample;

/// <summary>Names put together from syllables, so that they belong to nobody.</summary>
internal sealed class Syllables(Random random)
{
    private static readonly string[] Heads = ["Bre", "Cal", "Dro", "Elv", "Fen", "Gri", "Hol", "Jor", "Kel", "Lum", "Mor", "Nev", "Osk", "Pel", "Quo", "Rys", "Sto", "Tam", "Ulv", "Vex", "Wim", "Yar", "Zel"];
    private static readonly string[] Middles = ["da", "bri", "lo", "mi", "nu", "pra", "ri", "so", "tu", "ve"];
    private static readonly string[] Tails = ["beck", "dane", "fex", "gorn", "hund", "lisk", "mond", "nip", "quist", "rax", "stell", "tov", "vane", "wick", "zor"];
    private static readonly string[] Places = ["wick", "mere", "combe", "stow", "holt", "fell", "barrow", "minster"];
    private static readonly string[] Kinds = ["Academy", "School", "College", "Sixth Form", "Training"];

    public string Surname() => Pick(Heads) + Pick(Middles) + Pick(Tails);

    public string Forename() => Pick(Heads) + Pick(Middles) + (random.Next(2) == 0 ? "x" : "zo");

    public (string Name, string Type) Centre()
    {
        var kind = Pick(Kinds);
        var type = kind switch { "College" or "Sixth Form" => "College", "Training" => "TrainingProvider", _ => "School" };
        return ($"{Pick(Heads)}{Pick(Middles)}{Pick(Places)} {kind} (sample)", type);
    }

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
