using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace ChiSo.Web.Tests.Feeds;

/// <summary>A program that reads a feed with the readers of Microsoft's OData library: what the service declares, and rows checked against it.</summary>
/// <param name="root">Of the service.</param>
/// <param name="key">Sent as the password; empty for none.</param>
internal sealed class FeedReader(Uri root, string key = "") : IDisposable
{
    /// <summary>As Power Query sends it.</summary>
    public const string Accepted = "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";

    private readonly HttpClient client = Program(key);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static HttpClient Program(string key)
    {
#pragma warning disable MA0039 // the certificate is made for this test
        var program = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, AllowAutoRedirect = false });
#pragma warning restore MA0039
        program.DefaultRequestHeaders.Add("OData-MaxVersion", "4.0");
        if (key.Length > 0)
            program.DefaultRequestHeaders.Authorization = Basic("ai", key);
        return program;
    }

    public static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public async Task<HttpResponseMessage> AskAsync(string path, string accept = Accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, path)) { Headers = { { "Accept", accept } } };
        return await client.SendAsync(request, Cancel);
    }

    /// <summary>What the service declares, with every rule of OData held against it.</summary>
    public async Task<IEdmModel> ModelAsync()
    {
        using var answer = await AskAsync("$metadata", "*/*");
        answer.EnsureSuccessStatusCode().Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
        using var xml = XmlReader.Create(await answer.Content.ReadAsStreamAsync(Cancel));
        CsdlReader.TryParse(xml, out var model, out var errors).ShouldBeTrue(string.Join('\n', errors));
        model.Validate(out var faults).ShouldBeTrue(string.Join('\n', faults));
        return model;
    }

    /// <summary>Names of the tables the root lists.</summary>
    public async Task<string[]> TablesAsync()
    {
        using var answer = await AskAsync("");
        await using var message = new Received(answer.EnsureSuccessStatusCode(), await answer.Content.ReadAsStreamAsync(Cancel));
        using var reader = new ODataMessageReader(message, Strict(), await ModelAsync());
        return [.. reader.ReadServiceDocument().EntitySets.Select(set => set.Name)];
    }

    /// <summary>The rows of one answer.</summary>
    public async Task<FeedPage> PageAsync(string path)
    {
        var model = await ModelAsync();
        using var answer = await AskAsync(path);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Cancel));
        await using var message = new Received(answer, await answer.Content.ReadAsStreamAsync(Cancel));
        using var reader = new ODataMessageReader(message, Strict(), model);
        var set = model.EntityContainer.EntitySets().Single(one => path.StartsWith(one.Name, StringComparison.Ordinal) || path.Contains("/" + one.Name, StringComparison.Ordinal));
        var (feed, rows, page) = (reader.CreateODataResourceSetReader(set, set.EntityType), new List<Dictionary<string, object?>>(), (ODataResourceSet?)null);
        while (feed.Read())
        {
            if (feed.State == ODataReaderState.ResourceEnd)
                rows.Add(((ODataResource)feed.Item).Properties.Cast<ODataProperty>().ToDictionary(property => property.Name, property => (object?)property.Value, StringComparer.Ordinal));
            if (feed.State == ODataReaderState.ResourceSetEnd)
                page = (ODataResourceSet)feed.Item;
        }

        return new(rows, page!.Count, page.NextPageLink); // a set ended
    }

    /// <summary>Every row, page by page.</summary>
    public async Task<List<Dictionary<string, object?>>> AllAsync(string path)
    {
        var rows = new List<Dictionary<string, object?>>();
        for (var next = path; ;)
        {
            var page = await PageAsync(next);
            rows.AddRange(page.Rows);
            if (page.Next is null)
                return rows;
            next = page.Next.AbsoluteUri;
        }
    }

    public void Dispose() => client.Dispose();

    private static ODataMessageReaderSettings Strict() => new() { Validations = ValidationKinds.All, MaxProtocolVersion = ODataVersion.V4 };

    private sealed class Received(HttpResponseMessage answer, Stream body) : IODataResponseMessage, IAsyncDisposable
    {
        public IEnumerable<KeyValuePair<string, string>> Headers => answer.Headers.Concat(answer.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value)));

        public int StatusCode
        {
            get => (int)answer.StatusCode;
            set => throw new NotSupportedException();
        }

        public string? GetHeader(string headerName) => Headers.Where(header => string.Equals(header.Key, headerName, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

        public void SetHeader(string headerName, string headerValue) => throw new NotSupportedException();

        public Stream GetStream() => body;

        public ValueTask DisposeAsync() => body.DisposeAsync();
    }
}

/// <param name="Count">Of every row the question lets through; <c>null</c> where nobody asked.</param>
/// <param name="Next">Where the next rows are.</param>
internal sealed record FeedPage(List<Dictionary<string, object?>> Rows, long? Count, Uri? Next);
