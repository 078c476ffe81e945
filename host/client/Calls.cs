using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OcrWorkflows.Client;

/// <summary>Sends, reads, and turns a refusal into an exception.</summary>
internal sealed class Calls(HttpClient http)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public Task<T> GetAsync<T>(string path, Query query, CancellationToken stop) => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path + query), stop);

    public Task<T> PostAsync<T>(string path, object body, IEnumerable<(string Name, string Value)> headers, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = JsonContent.Create(body, options: s_json) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return SendAsync<T>(request, stop);
    }

    public Task<T> PostAsync<T>(string path, HttpContent content, CancellationToken stop) => SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = content }, stop);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken stop)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!answer.IsSuccessStatusCode)
            {
                throw OcrApiException.From(answer, await answer.Content.ReadAsStringAsync(stop), s_json);
            }

            return await answer.Content.ReadFromJsonAsync<T>(s_json, stop)
                ?? throw new JsonException($"{request.Method} {request.RequestUri} was answered with null.");
        }
    }
}

/// <summary>The part of an address after the question mark; what is null is left out.</summary>
internal sealed class Query
{
    private readonly List<string> _parts = [];

    public Query With(string name, object? value)
    {
        var text = value switch
        {
            null => null,
            bool yes => yes ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        if (text is not null)
        {
            _parts.Add($"{name}={Uri.EscapeDataString(text)}");
        }

        return this;
    }

    public override string ToString() => _parts.Count == 0 ? "" : "?" + string.Join('&', _parts);
}
