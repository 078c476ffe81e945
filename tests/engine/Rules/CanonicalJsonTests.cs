using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class CanonicalJsonTests
{
    [Test]
    public void Members_are_sorted_dates_are_ISO_enums_are_names_and_decimals_keep_their_digits()
    {
        var text = CanonicalJson.Write(new Things { Inner = new Inner { Code = "é\"<" }, Numbers = [2, 1] });

        Assert.That(text, Is.EqualTo("""{"Colour":"Green","Count":0,"DecisionDate":"2026-10-01","Inner":{"Code":"é\"<","Level":0},"Name":"Alpha \"1\"","Numbers":[2,1],"Price":1.10}"""));
    }

    [Test]
    public void Facts_read_back_are_written_again_byte_for_byte()
    {
        foreach (var facts in new object[] { new Things(), new Things { Inner = new Inner { Code = "" }, Price = 10.00m } })
        {
            var text = CanonicalJson.Write(facts);
            Assert.That(CanonicalJson.Write(CanonicalJson.Read(text, facts.GetType())), Is.EqualTo(text));
        }
    }

    [Test]
    public void Names_are_read_without_regard_to_case()
    {
        var facts = (Things)CanonicalJson.Read("""{"count":4,"COLOUR":"red"}""", typeof(Things));

        Assert.That((facts.Count, facts.Colour), Is.EqualTo((4, Colour.Red)));
    }

    [Test]
    public void The_hash_is_the_published_one_of_SHA_256()
    {
        // FIPS 180-2, appendix B.1
        Assert.That(CanonicalJson.Sha256(Encoding.UTF8.GetBytes("abc")), Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
}
