using System.Security.Cryptography;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using Microsoft.AspNetCore.DataProtection;

namespace ChiSo.Web.Surveys.Fieldwork;

/// <summary>What goes with the form of an interview from the interviewer's page to the one people answer on, sealed: nobody else can make one, and it fits one link alone.</summary>
public sealed class InterviewTickets(IDataProtectionProvider protection)
{
    /// <summary>Longer than any interview, shorter than two days of work.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("ChiSo.Interview").ToTimeLimitedDataProtector();

    public string Write(BegunInterview begun)
    {
        var ticket = begun.Ticket;
        return protector.Protect(string.Join('\n', ticket.Survey, ticket.Area, ticket.Invitation.ToString("D"), ticket.Interviewer.ToString("D"), LinkKey.OfInvitation(ticket.Survey, begun.Key)), Lifetime);
    }

    /// <summary><c>null</c> for what is none, is too old, or belongs to another survey or link.</summary>
    public InterviewTicket? Read(string written, string survey, string key)
    {
        try
        {
            return protector.Unprotect(written).Split('\n') is [var of, var area, var invitation, var interviewer, var sign] && of == survey && key.Length > 0 && sign == LinkKey.OfInvitation(survey, key)
                ? new(of, area, Guid.ParseExact(invitation, "D"), Guid.ParseExact(interviewer, "D")) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
