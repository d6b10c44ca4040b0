using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace ChiSo.Web.Feeds;

/// <summary>Answers what Excel, Power BI and their like ask over OData 4.0: the list of tables, what their columns are, rows, one row, how many rows. Nothing can be written.</summary>
internal static class FeedDesk
{
    public static async Task<IResult> AnswerAsync(HttpContext context, FeedService service)
    {
        var model = FeedModel.Of(service);
        var parser = new ODataUriParser(model, RootOf(context, service), new Uri(context.Request.GetEncodedUrl()));
        try
        {
            var path = PathOf(parser, context);
            var query = path.FirstSegment is EntitySetSegment ? FeedQuery.Read(service, parser, context.Request.Query) : null;
            await using var writer = new ODataMessageWriter(new FeedAnswer(context.Response), SettingsOf(context, parser, path, query), model);
            await WriteAsync(context, service, path, query, writer);
            return Results.Empty;
        }
        catch (FeedQueryException wrong)
        {
            return FeedAnswer.Refused(context, wrong.Problem.Code == "data-feed.path" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest, wrong.Problem);
        }
        catch (ODataContentTypeException)
        {
            return FeedAnswer.Refused(context, StatusCodes.Status406NotAcceptable, FeedProblems.Format());
        }
    }

    /// <param name="query">Of a table; <c>null</c> where the path names none.</param>
    private static Task WriteAsync(HttpContext context, FeedService service, ODataPath path, FeedQuery? query, ODataMessageWriter writer) => (path.LastSegment, query) switch
    {
        (null, _) => writer.WriteServiceDocumentAsync(new() { EntitySets = [.. service.Sets.Select(set => new ODataEntitySetInfo { Name = set.Name, Title = set.Name, Url = new(set.Name, UriKind.Relative) })] }),
        (MetadataSegment, _) => writer.WriteMetadataDocumentAsync(),
        (EntitySetSegment, { } of) => WritePageAsync(context, of, writer),
        (CountSegment, { } of) when path.Count == 2 => writer.WriteValueAsync(of.Matching.ToString(CultureInfo.InvariantCulture)),
        (KeySegment key, { } of) when of.Find(key) is { } row => WriteRowAsync(of, key, row, writer),
        _ => throw new FeedQueryException(FeedProblems.Nothing(context.Request.Path)),
    };

    private static async Task WritePageAsync(HttpContext context, FeedQuery query, ODataMessageWriter writer)
    {
        var set = ((EntitySetSegment)query.Asked.Path.FirstSegment).EntitySet;
        var (rows, next) = query.Page();
        var feed = await writer.CreateODataResourceSetWriterAsync(set, set.EntityType);
        await feed.WriteStartAsync(new ODataResourceSet { Count = query.Count, NextPageLink = next is null ? null : Next(context, next) });
        foreach (var row in rows)
            await WriteRowAsync(query, set, row, feed);
        await feed.WriteEndAsync();
        await feed.FlushAsync();
    }

    private static async Task WriteRowAsync(FeedQuery query, KeySegment key, object?[] row, ODataMessageWriter writer)
    {
        var set = (IEdmEntitySet)key.NavigationSource;
        var one = await writer.CreateODataResourceWriterAsync(set, set.EntityType);
        await WriteRowAsync(query, set, row, one);
        await one.FlushAsync();
    }

    private static async Task WriteRowAsync(FeedQuery query, IEdmEntitySet set, object?[] row, ODataWriter writer)
    {
        var names = set.EntityType.DeclaredProperties.Select(property => property.Name).ToArray();
        await writer.WriteStartAsync(new ODataResource { Properties = [.. query.Columns.Select(at => new ODataProperty { Name = names[at], Value = row[at] })] });
        await writer.WriteEndAsync();
    }

    private static ODataPath PathOf(ODataUriParser parser, HttpContext context)
    {
        try
        {
            return parser.ParsePath();
        }
        catch (ODataException)
        {
            throw new FeedQueryException(FeedProblems.Nothing(context.Request.Path));
        }
    }

    private static ODataMessageWriterSettings SettingsOf(HttpContext context, ODataUriParser parser, ODataPath path, FeedQuery? query)
    {
        var settings = new ODataMessageWriterSettings { Version = ODataVersion.V4, EnableMessageStreamDisposal = false, ODataUri = query?.Asked ?? new() { ServiceRoot = parser.ServiceRoot, Path = path } };
        if (path.LastSegment is MetadataSegment)
            settings.SetContentType(ODataFormat.Metadata);
        else if (path.LastSegment is CountSegment)
            settings.SetContentType(ODataFormat.RawValue);
        else
            settings.SetContentType(Wanted(context), "utf-8");
        return settings;
    }

    private static string Wanted(HttpContext context) => context.Request.Query["$format"].ToString() switch
    {
        "" => context.Request.Headers.Accept.ToString() is { Length: > 0 } accepted ? accepted : "application/json",
        "json" => "application/json",
        var named => named,
    };

    private static Uri RootOf(HttpContext context, FeedService service) => new($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{service.Path}");

    private static Uri Next(HttpContext context, FeedToken next)
    {
        var kept = context.Request.Query.Where(option => option.Key != "$skiptoken").Append(new("$skiptoken", next.ToString()));
        return new(QueryHelpers.AddQueryString($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{context.Request.Path}", kept));
    }
}
