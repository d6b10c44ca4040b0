using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;

namespace ChiSo.Web.People;

/// <summary>Tells the trail and the security log what a person took away.</summary>
internal static class ReadRecords
{
    /// <param name="mandate">What let the person.</param>
    /// <param name="what">One of the acts of <see cref="ReadLog"/>.</param>
    /// <param name="subject">What was read, codes only.</param>
    /// <param name="form">The ending of the file where it is offered in several; empty otherwise.</param>
    public static async Task AddAsync(HttpContext context, Person person, Mandate mandate, string what, string subject, string form, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await services.GetRequiredService<Installation>().Reads.RecordAsync(what, subject, new(person.Id, mandate.Id, now, form), cancel);
        services.GetRequiredService<SecurityLog>().Write(context, what, person.FullName);
    }
}
