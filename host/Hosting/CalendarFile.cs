using System.Diagnostics.CodeAnalysis;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Hosting;

/// <summary>The working calendar from its file, read again when the file changes; a faulty edit leaves the last good one in force.</summary>
public sealed class CalendarFile(HostSettings settings, ILogger<CalendarFile> log) : ICalendarSource
{
    private readonly Lock _reading = new();
    private WorkingCalendar? _current;
    private FileStamp _seen;

    /// <exception cref="SettingsException">There is no usable calendar file, and there never was one.</exception>
    public WorkingCalendar Current
    {
        get
        {
            if (_current is null)
            {
                Refresh();
            }

            return _current ?? throw new SettingsException($"No working calendar: {settings.CalendarFile} is missing or has faults (see the log).");
        }
    }

    /// <summary>Reads the file again if it has changed.</summary>
    public void Refresh()
    {
        lock (_reading)
        {
            var stamp = FileStamp.Of(settings.CalendarFile);
            if (stamp == _seen && _current is not null)
            {
                return;
            }

            _seen = stamp;
            if (TryRead(out var calendar))
            {
                _current = calendar;
            }
        }
    }

    private bool TryRead([NotNullWhen(true)] out WorkingCalendar? calendar)
    {
        calendar = null;
        if (!File.Exists(settings.CalendarFile))
        {
            log.LogError("The calendar file {File} is missing", settings.CalendarFile);
            return false;
        }

        var load = WorkingCalendar.Read(settings.CalendarFile, File.ReadAllBytes(settings.CalendarFile), settings.CalendarDivision);
        foreach (var fault in load.Diagnostics)
        {
            log.LogError("{Diagnostic}", fault);
        }

        calendar = load.Calendar;
        return calendar is not null;
    }
}

/// <summary>Enough of a file to notice that it changed.</summary>
public readonly record struct FileStamp(long Length, DateTime WrittenUtc)
{
    /// <returns>The default value when there is no such file.</returns>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : default;
    }
}
