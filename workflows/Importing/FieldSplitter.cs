using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace OcrWorkflows.Centres.Importing;

/// <summary>Splits one line of RFC 4180 text into fields. A quoted field ends on its line: a forgotten quote costs that line and not the rest of the file.</summary>
internal sealed class FieldSplitter : IDisposable
{
    private readonly OneLine _source = new();
    private CsvParser _parser;
    private bool _bad;

    public FieldSplitter() => _parser = Open();

    /// <returns>Null when a quote is not closed, or stands in the middle of a field.</returns>
    public string[]? Split(string line)
    {
        _bad = false;
        _source.Give(line);
        var read = _parser.Read();
        if (read && !_source.AskedForMore && !_bad)
        {
            return _parser.Record;
        }

        _parser.Dispose();
        _parser = Open();
        return null;
    }

    public void Dispose()
    {
        _parser.Dispose();
        _source.Dispose();
    }

    private CsvParser Open() => new(_source, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        BadDataFound = _ => _bad = true,
    }, leaveOpen: true);

    /// <summary>Hands the parser one line; a parser that asks for more in the middle of it has met an open quote.</summary>
    private sealed class OneLine : TextReader
    {
        private string _text = "";
        private int _at;

        public bool AskedForMore { get; private set; }

        public void Give(string line)
        {
            _text = line + "\n";
            _at = 0;
            AskedForMore = false;
        }

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(count, _text.Length - _at);
            _text.CopyTo(_at, buffer, index, length);
            _at += length;
            AskedForMore |= length == 0;
            return length;
        }
    }
}
