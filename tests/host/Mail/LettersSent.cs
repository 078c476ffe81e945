using System.Globalization;
using MimeKit;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Tests.Mail;

/// <summary>From a message to a mail: into real files, and to a real mail server.</summary>
public sealed class LettersSent
{
    private const string Lapsed = """{"approval":"68199-05879","centre":"68199","covers":"05879","inactiveSince":"2025-01-14"}""";

    [Test]
    public async Task A_message_becomes_a_letter_in_the_pickup_folder_with_the_centre_as_the_register_has_it()
    {
        await using var house = await MailHouse.BeginAsync();
        await house.WriteAsync("approval-lapsed:1", "approval-lapsed", Lapsed);
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(1, 0)));

        var file = Directory.GetFiles(house.Pickup).Single();
        Assert.That(Path.GetFileName(file), Does.Match("^[0-9a-f]{32}\\.eml$"));
        using var mail = await MimeMessage.LoadAsync(file);
        Assert.That(mail.To.ToString(), Is.EqualTo("exams@centre-68199.example"));
        Assert.That(mail.Subject, Is.EqualTo("Your approval to offer 05879 has lapsed"));
        Assert.That(mail.Date, Is.EqualTo(new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        Assert.That(mail.TextBody, Does.Contain("Weir & Sons College (centre 68199)").And.Contain("since 14 January 2025.").And.Contain("Reference: 68199-05879").And.Contain("15 January 2027"));
        Assert.That(mail.Headers["Auto-Submitted"], Is.EqualTo("auto-generated"));
    }

    [Test]
    public async Task A_repeat_does_not_double_the_file_and_another_message_makes_another()
    {
        await using var house = await MailHouse.BeginAsync();
        var channel = house.Get<IEnumerable<IOutboxChannel>>().Last();
        var message = new OutboxMessage(Guid.Empty, "approval-lapsed:1", "approval-lapsed", Lapsed, null, new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero));
        await channel.SendAsync(message, default);
        var first = await File.ReadAllBytesAsync(Directory.GetFiles(house.Pickup).Single());
        await channel.SendAsync(message, default);
        Assert.That(Directory.GetFiles(house.Pickup), Has.Length.EqualTo(1));
        using (var mail = await MimeMessage.LoadAsync(new MemoryStream(first)))
        using (var again = await MimeMessage.LoadAsync(Directory.GetFiles(house.Pickup).Single()))
        {
            Assert.That(again.MessageId, Is.EqualTo(mail.MessageId).And.EndsWith("@ocr.example"));
        }

        await channel.SendAsync(message with { Key = "approval-lapsed:2" }, default);
        Assert.That(Directory.GetFiles(house.Pickup), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_letter_goes_to_a_mail_server_when_the_settings_say_so()
    {
        await using var server = new SmtpServer();
        await using var house = await MailHouse.BeginAsync(("Mail:Transport", "Smtp"), ("Mail:Smtp:Port", server.Port.ToString(CultureInfo.InvariantCulture)));
        await house.WriteAsync("overdue:1", "claim-overdue", """{"centre":"68199","claim":"C-1","qualification":"05879","visitedOn":null}""");
        await house.WriteAsync("dates:1", "results-issued", """{"reference":"2027-06","series":"2027-06"}""");
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(2, 0)));

        var overdue = server.Taken.Single(m => m.To.Contains("office@ocr.example", StringComparison.Ordinal));
        Assert.That(overdue.Text, Does.Contain("Subject: Claim C-1 is overdue").And.Contain("five working days. Please"));
        Assert.That(server.Taken.Single(m => m.To.Contains("all-centres@ocr.example", StringComparison.Ordinal)).Text, Does.Contain("Subject: Results of series 2027-06 are out"));
        Assert.That(Directory.Exists(house.Pickup), Is.False);
    }

    [Test]
    public async Task What_the_server_refuses_is_tried_again_and_given_up_after_ten_tries_without_naming_the_receiver()
    {
        await using var server = new SmtpServer { OnReceiver = "550 exams@centre-68199.example is unknown here" };
        await using var house = await MailHouse.BeginAsync(("Mail:Transport", "Smtp"), ("Mail:Smtp:Port", server.Port.ToString(CultureInfo.InvariantCulture)));
        await house.WriteAsync("approval-lapsed:1", "approval-lapsed", Lapsed);
        for (var attempt = 1; attempt <= OutboxSender.MaximumAttempts; attempt++)
        {
            Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(0, 1)), $"try {attempt}");
            Assert.That((await house.MessageAsync("approval-lapsed:1")).GivenUpAt is not null, Is.EqualTo(attempt == OutboxSender.MaximumAttempts));
            house.Pass(TimeSpan.FromHours(1));
        }

        var message = await house.MessageAsync("approval-lapsed:1");
        Assert.That(message.LastError, Does.Contain("550").And.Not.Contain("exams@"));
        Assert.That(house.Log.All, Has.None.Contain("exams@"));

        server.OnReceiver = "250 fine";
        await house.Get<OutboxSender>().RetryAsync(message.Id, default);
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(server.Taken, Has.Count.EqualTo(1));
    }

    [TestCase("no-such-letter", Lapsed, "no usable template for no-such-letter")]
    [TestCase("approval-lapsed", """{"approval":"A","centre":"99999","covers":"05879","inactiveSince":"2025-01-14"}""", "99999, which is not in the register")]
    [TestCase("approval-lapsed", """{"approval":"A","covers":"05879","inactiveSince":"2025-01-14"}""", "names none")]
    [TestCase("approval-lapsed", """{"approval":"A","centre":"68199","covers":"05879"}""", "no value inactiveSince, which approval-lapsed.txt(6,")]
    public async Task A_letter_that_cannot_be_written_fails_where_people_see_it(string kind, string payload, string says)
    {
        await using var house = await MailHouse.BeginAsync();
        await house.WriteAsync("one", kind, payload);
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(0, 1)));
        Assert.That((await house.MessageAsync("one")).LastError, Does.Contain(says).And.StartsWith(nameof(LetterException)));
        Assert.That(Directory.Exists(house.Pickup), Is.False);
    }

    [Test]
    public async Task Messages_of_a_broken_template_wait_with_file_and_line_and_leave_once_it_is_mended()
    {
        await using var house = await MailHouse.BeginAsync();
        var file = Path.Combine(house.Folder.RuleSets, "letters", "approval-lapsed.txt");
        var good = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "To: centre\nSubject: Lapsed\n\nDear {{centre.nam}}\n");
        var sender = house.Get<OutboxSender>();
        await house.WriteAsync("one", "approval-lapsed", Lapsed);
        await house.WriteAsync("two", "approval-lapsed", Lapsed);
        await house.WriteAsync("other", "claim-overdue", """{"centre":"68199","claim":"C-1","qualification":"05879","visitedOn":null}""");
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(1, 2)), "others are not held up");
        for (var attempt = 2; attempt <= OutboxSender.MaximumAttempts; attempt++)
        {
            house.Pass(TimeSpan.FromHours(1));
            await house.SendAsync();
        }

        var waiting = await house.MessageAsync("one");
        Assert.That((waiting.SentAt, waiting.GivenUpAt is not null), Is.EqualTo(((DateTimeOffset?)null, true)));
        Assert.That(waiting.LastError, Does.Contain("approval-lapsed.txt(4,6): error LET002").And.Not.Contain(house.Folder.Home));

        await File.WriteAllTextAsync(file, good);
        Assert.That(house.Get<LetterLibrary>().Reload(), Is.Empty);
        Assert.That(await sender.RetryAsync("claim-overdue", default), Is.Zero, "nothing of that kind was given up");
        Assert.That(await sender.RetryAsync("approval-lapsed", default), Is.EqualTo(2));
        Assert.That(await house.SendAsync(), Is.EqualTo(new OutboxRun(2, 0)));
        Assert.That(Directory.GetFiles(house.Pickup), Has.Length.EqualTo(3));
        Assert.That(await sender.RetryAsync("approval-lapsed", default), Is.Zero, "they have been sent");
    }

    [Test]
    public async Task An_edited_template_is_used_by_the_next_letter_and_a_faulty_one_is_not()
    {
        await using var house = await MailHouse.BeginAsync();
        var file = Path.Combine(house.Folder.RuleSets, "letters", "approval-lapsed.txt");
        var letters = house.Get<LetterLibrary>();
        letters.Reload();
        await File.WriteAllTextAsync(file, "To: centre\nSubject: Edited {{covers}}\n\nText");
        letters.Reload();
        await File.WriteAllTextAsync(file, "To: centre\nSubject: Faulty {{cover}}\n\nText");
        Assert.That(letters.Reload().Select(f => f.Code), Is.EqualTo(new[] { "LET002" }));

        await house.WriteAsync("one", "approval-lapsed", Lapsed);
        await house.SendAsync();
        using var mail = await MimeMessage.LoadAsync(Directory.GetFiles(house.Pickup).Single());
        Assert.That(mail.Subject, Is.EqualTo("Edited 05879"));
    }
}
