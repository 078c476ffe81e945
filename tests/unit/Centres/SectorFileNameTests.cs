using OcrWorkflows.Centres.Importing;

namespace OcrWorkflows.Tests.Centres;

public sealed class SectorFileNameTests
{
    [TestCase("E1234501.X01", "entries of centre 12345 for awarding body 01")]
    [TestCase("e1234572.x99", "entries of centre 12345 for awarding body 72")]
    [TestCase("A1234501.X02", "amendments to entries of centre 12345 for awarding body 01")]
    [TestCase("O1a13_01.X06", "options of series 1a13 from awarding body 01")]
    [TestCase("R1234501.X01", "data of the type R of centre 12345 for awarding body 01")]
    public void A_name_of_the_common_formats_says_what_the_file_holds(string name, string words) => Assert.That(SectorFileName.Parse(name)!.Words, Is.EqualTo(words));

    [TestCase("entries.csv")]
    [TestCase("E123401.X01")]
    [TestCase("E12345601.X01")]
    [TestCase("E1234501.X1")]
    [TestCase("E1234501.X001")]
    [TestCase("E1234501.Y01")]
    [TestCase("E1234501.csv")]
    [TestCase("11234501.X01")]
    [TestCase("Eabcde01.X01")]
    [TestCase("E1234501.X01\n")]
    [TestCase("")]
    public void Any_other_name_is_none(string name) => Assert.That(SectorFileName.Parse(name), Is.Null);
}
