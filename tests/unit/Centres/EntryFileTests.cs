using System.Text;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;

namespace OcrWorkflows.Tests.Centres;

public sealed class EntryFileTests
{
    private const string Header = "centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt";
    private const string Good = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31,Qualification,05838,,,";
    private const string GoodTest = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,31/05/2009,test,05838,u1,6B27,2";

    private string _path = "";

    [SetUp]
    public void Name_a_file() => _path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"entries-{TestContext.CurrentContext.Test.ID}.csv");

    [TearDown]
    public void Remove_the_file() => File.Delete(_path);

    [TestCase("\n", false)]
    [TestCase("\r\n", false)]
    [TestCase("\n", true)]
    [TestCase("\r\n", true)]
    public void Line_ends_and_a_byte_order_mark_make_no_difference(string end, bool mark)
    {
        var lines = Read(Encoding.UTF8.GetBytes((mark ? "\uFEFF" : "") + string.Join(end, Header, Good, "", GoodTest)));

        Assert.That(lines.Select(l => l.Problem), Is.All.Null);
        Assert.That(lines.Select(l => l.Line!.Number), Is.EqualTo(new[] { 2, 4 }));
        Assert.That(lines[1].Line!.Unit!.Code, Is.EqualTo("U1"));
        Assert.That(lines[1].Line!.Series, Is.EqualTo("6b27"));
        Assert.That(lines[1].Line!.Attempt, Is.EqualTo(2));
        Assert.That(lines[1].Line!.DateOfBirth, Is.EqualTo(new DateOnly(2009, 5, 31)));
    }

    [Test]
    public void Quoted_fields_hold_commas_and_quotes()
    {
        var lines = Read($"{Header}\n68199,2058,,,\"Breda, \"\"beck\"\"\",\"Callox\",2009-05-31,Qualification,05838,,,\n");

        Assert.That(lines.Single().Line!.Surname, Is.EqualTo("Breda, \"beck\""));
    }

    [Test]
    public void Column_names_may_be_in_any_case_and_order_with_spaces_or_hyphens()
    {
        var lines = Read("Qualification Code,Entry-Type, CENTRE NUMBER ,candidate_number,Surname,Forenames,Date of Birth\n05838,Qualification,68199,2058,Bredabeck,Callox,2009-05-31\n");

        Assert.That(lines.Single().Line!.Qualification.Code, Is.EqualTo("05838"));
    }

    [TestCase("", "IMP001", "", "")]
    [TestCase("\n", "IMP001", "", "")]
    [TestCase("centre_number,\"candidate\n", "IMP013", "", "")]
    public void A_file_without_a_usable_header_is_refused(string text, string code, string field, string remedy) =>
        Assert.That(HeaderProblems(text).Single(), Has.Property("Code").EqualTo(code).And.Property("Field").EqualTo(field).And.Property("Remedy").Contains(remedy));

    [TestCase("uci", "ucii", "IMP002", "Did you mean \"uci\"?")]
    [TestCase("uci", "shoe_size", "IMP002", "Remove it")]
    [TestCase("uci", "uln", "IMP004", "Keep one")]
    public void A_wrong_column_is_named_with_what_was_meant(string column, string instead, string code, string remedy)
    {
        var problem = HeaderProblems(Header.Replace(column, instead, StringComparison.Ordinal)).Single();

        Assert.That(problem.Code, Is.EqualTo(code));
        Assert.That(problem.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void A_file_that_begins_with_a_candidate_shows_nothing_of_the_candidate()
    {
        var problem = HeaderProblems("68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31,Qualification,05838,,,\n").Single();

        Assert.That(problem.Code, Is.EqualTo("IMP002"));
        Assert.That(problem.ToString(), Does.Contain("not a header").And.Not.Contain("Bredabeck").And.Not.Contain("Callox").And.Not.Contain("681990012058G").And.Not.Contain("9276308686").And.Not.Contain("2009"));
    }

    [TestCase("Bredabeck")]
    [TestCase("Smith")]
    [TestCase("681990012058G")]
    [TestCase("9276308686")]
    [TestCase("2009-05-31")]
    public void Personal_data_that_slipped_into_another_column_is_masked(string personal)
    {
        string[] good = ["68199", "2058", "", "", "B", "C", "2009-05-31", "Test", "05838", "U1", "6b27", ""];
        foreach (var column in new[] { 0, 1, 2, 3, 6, 7, 8, 9, 10, 11 })
        {
            var fields = (string[])good.Clone();
            fields[column] = personal;
            var read = Read(Header + "\n" + string.Join(',', fields) + "\n").Single();
            Assert.That(read.Problem?.ToString() ?? "", Does.Not.Contain(personal), $"column {column + 1}");
        }
    }

    [Test]
    public void Every_missing_column_is_named()
    {
        var problems = HeaderProblems("centre_number,candidate_number,entry_type,qualification_code");

        Assert.That(problems.Select(p => (p.Code, p.Field)), Is.EqualTo(new[] { ("IMP003", "surname"), ("IMP003", "forenames"), ("IMP003", "date_of_birth") }));
    }

    [TestCase("68199,2058,681990012058D,,B,C,2009-05-31,Qualification,05838,,,", "IMP017", "uci", "############x")]
    [TestCase("68199,2058,,9276308687,B,C,2009-05-31,Qualification,05838,,,", "IMP018", "uln", "##########")]
    [TestCase("68199,2058,,,B,C,31/02/2009,Qualification,05838,,,", "IMP016", "date_of_birth", "##/##/####")]
    [TestCase("68199,2058,,,B,C,2009-13-01,Qualification,05838,,,", "IMP016", "date_of_birth", "####-##-##")]
    [TestCase("68199,2058,,,B,C,2027-01-01,Qualification,05838,,,", "IMP030", "date_of_birth", "####-##-##")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,05999,,,", "IMP020", "qualification_code", "05999")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,5838,,,", "IMP020", "qualification_code", "5838")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Test,05838,U77,6b27,", "IMP021", "unit_code", "U77")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Test,05838,,6b27,", "IMP014", "unit_code", "")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,05838,U1,,", "IMP027", "unit_code", "U1")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualificaton,05838,,,", "IMP019", "entry_type", "xxxxxxxxxxxx")]
    [TestCase("6819,2058,,,B,C,2009-05-31,Qualification,05838,,,", "IMP015", "centre_number", "6819")]
    [TestCase("68199,0000,,,B,C,2009-05-31,Qualification,05838,,,", "IMP015", "candidate_number", "0000")]
    [TestCase("68199,,,,B,C,2009-05-31,Qualification,05838,,,", "IMP014", "candidate_number", "")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,05838,,,0", "IMP028", "attempt", "0")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,05838,,6b27-and-more,", "IMP026", "series", "#x##-xxx-xxxx")]
    [TestCase("68199,2058,,,B,C,2009-05-31,Qualification,05838,,", "IMP012", "", "")]
    [TestCase("68199,2058,,,B,C,X,2009-05-31,Qualification,05838,,,", "IMP012", "", "")]
    [TestCase("68199,2058,,,\"B,C,2009-05-31,Qualification,05838,,,", "IMP013", "", "")]
    [TestCase("68199,2058,,,a\"B,\"C,2009-05-31,Qualification,05838,,,", "IMP013", "", "")]
    public void A_bad_line_is_told_with_its_number_and_field_and_the_rest_goes_on(string bad, string code, string field, string value)
    {
        var lines = Read(string.Join('\n', Header, Good, bad, GoodTest));

        var problem = lines[1].Problem!;
        Assert.That((problem.Line, problem.Code, problem.Field, problem.Value), Is.EqualTo((3, code, field, value)));
        Assert.That(problem.Remedy, Is.Not.Empty);
        Assert.That(lines[0].Line, Is.Not.Null);
        Assert.That(lines[2].Line, Is.Not.Null);
    }

    [Test]
    public void A_qualification_that_no_rule_set_decides_is_told_with_its_line_of_products()
    {
        var without = new Dictionary<string, QualificationReference>(Repository.Reference.Qualifications) { ["10279"] = Repository.Reference.Qualifications["10279"] with { RuleSet = null } };
        var reference = new ReferenceData { Qualifications = without, Fees = [], Series = Repository.Reference.Series, Clauses = [], Hashes = Repository.Reference.Hashes, Texts = Repository.Reference.Texts };

        var problem = Read(Encoding.UTF8.GetBytes($"{Header}\n68199,2058,,,B,C,2009-05-31,Qualification,10279,,,\n"), reference).Single().Problem!;

        Assert.That((problem.Code, problem.Field, problem.Value), Is.EqualTo(("IMP022", "qualification_code", "10279")));
        Assert.That(problem.Message, Does.Contain("verified"));
    }

    [Test]
    public void A_line_that_is_not_UTF_8_costs_itself_alone()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{Header}\n{Good}\n68199,2058,,,"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes($",C\n{GoodTest}\n")];

        var lines = Read(bytes);

        Assert.That(lines.Select(l => l.Problem?.Code), Is.EqualTo(new[] { null, "IMP011", null }));
    }

    [TestCase(99, true)]
    [TestCase(100, true)]
    [TestCase(101, false)]
    public void A_line_as_long_as_the_limit_is_read_and_a_longer_one_is_not(int length, bool read)
    {
        const int Limit = 100;
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(new string('a', length) + "\r\nb\n"));
        var lines = new BoundedLines(stream, Limit);

        Assert.That(lines.Next(out var first), Is.True);
        Assert.That(first.Fault, Is.EqualTo(read ? LineFault.None : LineFault.TooLong));
        Assert.That(first.Text, Has.Length.EqualTo(read ? length : 0));
        Assert.That(lines.Next(out var second), Is.True);
        Assert.That(second, Is.EqualTo(new TextLine(2, "b", LineFault.None, 1)));
        Assert.That(lines.Next(out _), Is.False);
    }

    [Test]
    public void A_line_of_two_hundred_megabytes_is_passed_over_without_being_kept()
    {
        using var stream = new Repeated((byte)'x', 200L * 1024 * 1024);
        var lines = new BoundedLines(stream, 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(lines.Next(out var line), Is.True);

        Assert.That(line.Fault, Is.EqualTo(LineFault.TooLong));
        Assert.That(line.Bytes, Is.EqualTo(200L * 1024 * 1024));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 * 1024 * 1024));
    }

    private List<FileLine> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private List<FileLine> Read(byte[] bytes, ReferenceData? reference = null)
    {
        File.WriteAllBytes(_path, bytes);
        using var file = new EntryFile(_path, 1024 * 1024);
        var problems = new List<ImportProblem>();
        var columns = file.ReadHeader(problems);
        Assert.That(problems, Is.Empty);
        return [.. file.Lines(new EntryLineReader(columns!, reference ?? Repository.Reference, new DateOnly(2026, 11, 22)))];
    }

    private List<ImportProblem> HeaderProblems(string text)
    {
        File.WriteAllText(_path, text);
        using var file = new EntryFile(_path, 1024 * 1024);
        var problems = new List<ImportProblem>();
        Assert.That(file.ReadHeader(problems), Is.Null);
        return problems;
    }

    private sealed class Repeated(byte value, long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            Array.Fill(buffer, value, offset, read);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
